import 'uplot/dist/uPlot.min.css';
import '../../page/base.css';
import '../../page/controls.css';
import './page.css';
import './tables.css';
import './narrow.css';
import './print.css';
import type { PageData } from '../page-data.js';
import { MigrationPage } from './migration-page.js';

const text = document.getElementById('data')?.textContent ?? '';
const holder = document.getElementById('page');
if (holder !== null) new MigrationPage(JSON.parse(text) as PageData, holder).show();
