import { TakeUp } from '../../src/engines/qemu/under-way/take-up.js';

/** Broken: what the guest has written since the last sync is forgotten, as it was before anybody looked. */
export class ForgetfulTakeUp extends TakeUp {
  override run(): void {
    super.run();
    const { clock, guest } = this.assembly.context;
    guest.advance(clock.now);
    for (const region of guest.memory.regions) region.protect();
  }
}
