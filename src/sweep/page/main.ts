import '../../page/base.css';
import '../../page/controls.css';
import './heat-map.css';
import type { HeatMapPageData } from '../heat-map-data.js';
import { HeatMapPage } from './heat-map-page.js';

const text = document.getElementById('data')?.textContent ?? '';
const holder = document.getElementById('page');
if (holder !== null) new HeatMapPage(JSON.parse(text) as HeatMapPageData, holder).show();
