// Runs a huge guest once, in a process of its own, and prints time and peak memory as JSON.
import { simulate } from '../dist/index.js';
import { hugeGuest, watchedGuest } from './scenarios.mjs';

const scenario = process.argv[2] === 'watched' ? watchedGuest() : hugeGuest();
const start = performance.now();
const { status } = simulate(scenario);
const ms = performance.now() - start;
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ status, ms, residentMib: maxRSS / 1024 }));
