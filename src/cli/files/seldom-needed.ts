/** Modules of Node.js that take milliseconds to load, and that a command needs only if it writes files. */
export const seldomNeeded = {
  get childProcess() {
    return process.getBuiltinModule('node:child_process');
  },
  get crypto() {
    return process.getBuiltinModule('node:crypto');
  },
};
