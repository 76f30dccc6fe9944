import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LeashedProcess } from '../support/leashed-process.js';

const programs = ['munged', 'munge', 'slurmctld', 'slurmd', 'sbatch', 'sinfo'];

/** Whether Slurm and its authentication are there. */
export function isSlurmInstalled(): boolean {
  return programs.every((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0);
}

/** A Slurm cluster of this machine alone: munged, slurmctld and slurmd, with files in one folder. */
export class OneNodeSlurm {
  private readonly folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-slurm-'));
  private readonly daemons: LeashedProcess[] = [];
  /** What Slurm's commands need to find it. */
  readonly environment = { SLURM_CONF: join(this.folder, 'slurm.conf') };

  /** Starts it. @throws Error with its logs if the node does not become idle */
  async start(): Promise<void> {
    // munged wants a socket that everybody can reach, and a key that nobody else can read.
    chmodSync(this.folder, 0o755);
    for (const name of ['state', 'spool']) mkdirSync(join(this.folder, name));
    const key = join(this.folder, 'munge.key');
    writeFileSync(key, randomBytes(128), { mode: 0o400 });
    writeFileSync(this.environment.SLURM_CONF, await this.configuration());
    const path = (name: string): string => join(this.folder, name);
    this.daemon('munged', [
      '--foreground',
      '--force',
      `--key-file=${key}`,
      `--socket=${path('munge.socket')}`,
      `--pid-file=${path('munge.pid')}`,
      `--log-file=${path('munge.log')}`,
      `--seed-file=${path('munge.seed')}`,
    ]);
    await this.until(
      () => spawnSync('munge', ['-S', path('munge.socket'), '-n']).status === 0,
      'munged does not answer',
    );
    this.daemon('slurmctld', ['-D']);
    await this.until(() => this.state() !== '', 'slurmctld does not answer');
    this.daemon('slurmd', ['-D']);
    await this.until(() => this.state() === 'idle', 'the node does not become idle');
  }

  /** Ends its daemons, waits until they have ended, and removes its files. */
  async stop(): Promise<void> {
    for (const daemon of this.daemons.toReversed()) await daemon.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private daemon(program: string, args: readonly string[]): void {
    const env = { ...process.env, ...this.environment };
    this.daemons.push(new LeashedProcess(program, args, { env }));
  }

  private state(): string {
    const env = { ...process.env, ...this.environment };
    const { stdout } = spawnSync('sinfo', ['-h', '-o', '%t'], { encoding: 'utf8', env });
    return stdout.trim();
  }

  /** Waits as long as it takes, but not for a daemon that has ended or a node that is broken. */
  private async until(isReady: () => boolean, problem: string): Promise<void> {
    while (!isReady()) {
      const isOver = this.daemons.some((daemon) => daemon.isOver);
      if (isOver || /^(drain|inval)/.test(this.state())) {
        throw new Error(
          `${problem}\n${this.log('munge')}${this.log('slurmctld')}${this.log('slurmd')}`,
        );
      }
      await delay(200);
    }
  }

  private log(name: string): string {
    try {
      return readFileSync(join(this.folder, `${name}.log`), 'utf8').slice(-2000);
    } catch {
      return '';
    }
  }

  private async configuration(): Promise<string> {
    const [controllerPort, nodePort] = await Promise.all([freePort(), freePort()]);
    const node = hostname().split('.')[0];
    const user = userInfo().username;
    const path = (name: string): string => join(this.folder, name);
    return `ClusterName=guestperf-sim-test
SlurmctldHost=${node}(127.0.0.1)
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${path('munge.socket')}
CredType=cred/munge
SlurmctldPort=${controllerPort}
SlurmdPort=${nodePort}
StateSaveLocation=${path('state')}
SlurmdSpoolDir=${path('spool')}
SlurmctldPidFile=${path('slurmctld.pid')}
SlurmdPidFile=${path('slurmd.pid')}
SlurmctldLogFile=${path('slurmctld.log')}
SlurmdLogFile=${path('slurmd.log')}
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
JobAcctGatherType=jobacct_gather/none
SchedulerType=sched/builtin
SlurmdParameters=config_overrides
MailProg=/bin/true
ReturnToService=2
NodeName=${node} NodeAddr=127.0.0.1 CPUs=8 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
`;
  }
}

/** A TCP port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
