/** Work of all threads of this process, ms: unlike time it does not depend on what else the machine does. */
export function work() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
