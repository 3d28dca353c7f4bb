// SPDX-License-Identifier: Apache-2.0
// Reads the pages of the current folder with Chromium. Ends with an error at the first that is not
// as it should be.
'use strict';
const assert = require('node:assert');
const {execFileSync} = require('node:child_process');
const fs = require('node:fs');
const puppeteer = require('puppeteer-core');

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const pages = fs.readdirSync('.').filter(name => name.endsWith('.html') && name !== 'again.html');
const quiet = () => new Promise(resolve => setTimeout(resolve, 200));

async function open(browser, name, {width = 1280, scheme = 'light', scripts = true} = {}) {
  const page = await browser.newPage();
  page.on('console', message => assert.fail(name + ': console: ' + message.text()));
  page.on('pageerror', error => assert.fail(name + ': ' + error.message));
  page.on('dialog', () => assert.fail(name + ': a name was run as a script'));
  page.on('request', request =>
      assert(request.url().startsWith('file:') && request.url().endsWith('/' + name), request.url()));
  await page.setJavaScriptEnabled(scripts);
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
  await page.setViewport({width, height: 900});
  await page.goto('file://' + process.cwd() + '/' + name);
  await quiet();
  return page;
}

// Nothing is loaded, said to the console, or wider than the screen; axe finds nothing. One page is
// read on every kind of screen, the others on the hardest.
async function checkScreens(browser, name) {
  const hardest = {width: 360, scheme: 'dark'};
  for (const screen of name === 'plan.html' ? [{}, {width: 360}, hardest] : [hardest]) {
    const page = await open(browser, name, screen);
    const {width, images, scripts} = await page.evaluate(() => ({
      width: document.documentElement.scrollWidth, images: document.images.length,
      scripts: document.scripts.length}));
    assert(width <= (screen.width || 1280), name + ' is ' + width + ' wide');
    assert.strictEqual(images, 0);
    assert.strictEqual(scripts, 3);
    await page.evaluate(axe);
    const {violations} = await page.evaluate(() => axe.run());
    assert.deepStrictEqual(violations.map(v => v.id + ' ' + v.nodes[0].html), [], name);
    await page.close();
  }
}

// "$76.6M" is 76600000, "87.6%" is 0.876.
function valueOf(text) {
  const [, sign, digits, suffix] = /^(-?)[^0-9]*([0-9.,]+)(k|M|B|T|%)?/.exec(text);
  const factor = {k: 1e3, M: 1e6, B: 1e9, T: 1e12, '%': 0.01}[suffix] || 1;
  return (sign ? -1 : 1) * Number(digits.replace(/,/g, '')) * factor;
}

function isNear(text, value) {
  assert(Math.abs(valueOf(text) - value) <= 0.006 * Math.abs(value) + 1e-4, text + ' is not ' + value);
}

// The readout of a chart: a month, its median, and the bands from the inner one.
const readoutOf = (page, chart) => page.evaluate(chart => {
  const readout = document.querySelectorAll('figure[data-chart]')[chart].querySelector('.readout');
  return [...readout.querySelectorAll('b')].map(part => part.textContent);
}, chart);

function checkReadout(readout, curve, position) {
  const [month, median, inner, outer] = readout;
  assert.strictEqual(month, curve.dates[position]);
  isNear(median, curve.quantiles.p50[position]);
  isNear(inner.split(' – ')[1], curve.quantiles.p75[position]);
  isNear(outer.split(' – ')[0], curve.quantiles.p5[position]);
}

// By pointer and by keyboard, at five places.
async function checkHover(browser) {
  const result = JSON.parse(fs.readFileSync('plan.json', 'utf8'));
  const page = await open(browser, 'plan.html');
  const titles = await page.$$eval('figure[data-chart] figcaption', all => all.map(t => t.textContent));
  const chart = titles.findIndex(title => title.startsWith('ARR: '));
  const arr = result.metrics.find(metric => metric.name === 'arr');
  const figure = (await page.$$('figure[data-chart]'))[chart];
  await figure.scrollIntoView();
  const last = arr.dates.length - 1;
  const positions = [1, 12, 30, 47, last];
  for (const position of positions) {
    const box = await (await figure.$('.u-over')).boundingBox();
    await page.mouse.move(box.x + box.width * position / last, box.y + box.height / 2);
    checkReadout(await readoutOf(page, chart), arr, position);
  }
  await page.mouse.move(0, 0);
  await (await figure.$('.live')).focus();
  for (const position of positions) {
    await page.keyboard.press('Home');
    for (let i = 0; i < position; i++) await page.keyboard.press('ArrowRight');
    checkReadout(await readoutOf(page, chart), arr, position);
  }
  await checkTools(page, figure, chart, arr, last);
  await page.close();
}

async function checkTools(page, figure, chart, arr, last) {
  const press = async name => {
    const buttons = await figure.$$('button');
    for (const button of buttons)
      if (await button.evaluate(b => b.textContent) === name) return button.click();
    assert.fail('no button ' + name);
  };
  await press('Fiscal years');
  const [year, median] = await readoutOf(page, chart);
  assert.strictEqual(year, '2030');
  isNear(median, arr.quantiles.p50[last]);
  await press('Fiscal years');
  await press('Log scale');
  await page.keyboard.press('Tab');
  await (await figure.$('.live')).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('+');
  await quiet();
  assert.strictEqual(await figure.$$eval('button', all => all.filter(b => !b.hidden).length), 3);
  await press('Whole range');
}

// Without scripts, the verdicts and the pictures are there.
async function checkWithoutScripts(browser) {
  const page = await open(browser, 'plan.html', {scripts: false});
  const text = await page.$eval('main', main => main.innerText);
  for (const part of ['$1B ARR', '10.8%', 'missed', 'What decides each target'])
    assert(text.includes(part), part);
  const pictures = await page.$$eval('svg.c', all => all.map(s => s.getBoundingClientRect().height));
  assert(pictures.length > 20 && pictures.every(height => height > 200));
  await page.close();
}

// On paper nothing is cut: A4 and Letter hold every heading, title and line of the plan.
async function checkPrint(browser) {
  const page = await open(browser, 'plan.html');
  const parts = await page.$$eval('h1, h2, figcaption, ol.plan code, td.n',
      all => all.map(e => e.textContent));
  for (const format of ['A4', 'letter']) {
    await page.pdf({path: 'plan.pdf', format, printBackground: true});
    const squeezed = text => text.replace(/\s+/g, '');
    const text = squeezed(execFileSync('pdftotext', ['-raw', 'plan.pdf', '-'], {encoding: 'utf8'}));
    for (const part of parts)
      assert(text.includes(squeezed(part)), format + ' lacks ' + part);
  }
  await page.close();
}

(async () => {
  const browser = await puppeteer.launch({executablePath: '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox']});
  await Promise.all(pages.map(name => checkScreens(browser, name)));
  await checkHover(browser);
  await checkWithoutScripts(browser);
  await checkPrint(browser);
  await browser.close();
  console.log(pages.length + ' pages');
})().catch(error => {
  console.error(error);
  process.exit(1);
});
