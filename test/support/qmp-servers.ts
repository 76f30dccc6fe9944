import { join } from 'node:path';
import { afterEach } from 'vitest';
import { QmpServer, type ServerHabits } from './qmp-server.js';

/**
 * Starts servers of a test file, each of which is closed after the test that has started it.
 *
 * @param folder of their sockets
 */
export function qmpServers(folder: string): (habits: ServerHabits) => Promise<QmpServer> {
  const servers: QmpServer[] = [];
  let count = 0;
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  return async (habits) => {
    const server = await QmpServer.listen(join(folder, `${++count}.qmp`), habits);
    servers.push(server);
    return server;
  };
}
