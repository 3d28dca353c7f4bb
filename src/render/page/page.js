// SPDX-License-Identifier: Apache-2.0
// Draws the charts of a page with uPlot in place of their pictures: a readout by pointer, touch and
// keyboard, zoom, a log scale, and fiscal years instead of months.
(() => {
  'use strict';

  const page = JSON.parse(document.getElementById('data').textContent);
  const words = page.words;
  const HEIGHT = 260;

  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const element = (name, classes, text) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  // Numbers beside the axis.
  const compact = new Intl.NumberFormat(words.language,
      {notation: 'compact', maximumSignificantDigits: 3});
  const axisText = (value, unit) => {
    let text = compact.format((unit.percent ? 100 * value : value) || 0).replace('K', 'k');
    if (unit.percent) text += words.language === 'es' ? ' %' : '%';
    if (unit.symbol && words.language === 'es') text += ' ' + unit.symbol.trim();
    else if (unit.symbol) text = (value < 0 ? '-' : '') + unit.symbol + text.replace('-', '');
    return text + unit.per;
  };

  // At most six round values: powers of ten with their multiples, or equal steps.
  const roundValues = (low, high, log) => {
    if (!(high > low)) return [low];
    const values = [];
    if (log) {
      for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
        for (const factor of high / low > 1000 ? [1] : high / low > 30 ? [1, 3] : [1, 2, 5]) {
          const value = factor * Math.pow(10, power);
          if (value >= low && value <= high) values.push(value);
        }
      if (values.length >= 2) {
        const step = Math.ceil(values.length / 6);
        return values.filter((_, i) => i % step === 0);
      }
    }
    const rough = (high - low) / 5;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 2.5, 5, 10].map(f => f * power).find(s => s >= rough) || 10 * power;
    const steps = [];
    for (let i = Math.ceil(low / step); i * step <= high; i++) steps.push(i * step);
    return steps;
  };

  // Quantiles in the order in which they are drawn: the outer pairs first, the median last.
  const drawnOrder = count => {
    const order = [];
    for (let i = 0; i < Math.floor(count / 2); i++) order.push(i, count - 1 - i);
    if (count % 2 === 1) order.push((count - 1) / 2);
    return order;
  };

  class Chart {
    constructor(figure, months) {
      this.figure = figure;
      this.months = months;
      this.yearly = false;
      this.log = Boolean(months.log);
      this.readout = element('p', 'readout');
      this.readout.setAttribute('aria-live', 'polite');
      this.holder = element('div', 'live');
      this.holder.tabIndex = 0;
      this.holder.setAttribute('role', 'img');
      const picture = figure.querySelector('svg.c');
      this.holder.setAttribute('aria-label', picture.getAttribute('aria-label'));
      picture.after(this.holder, this.readout);
      this.addTools();
      figure.classList.add('drawn');
      picture.setAttribute('aria-hidden', 'true');
      this.draw();
      this.listen();
    }

    get shown() { return this.yearly ? this.months.yearly : this.months; }
    get axis() { return page.axes[this.shown.axis]; }

    // Whether all values and levels are above 0.
    isPositive() {
      const marks = this.shown.marks || [];
      return this.shown.values.every(list => list.every(v => v === null || v > 0)) &&
          marks.every(mark => mark.level > 0);
    }

    addTool(text, pressed, act) {
      const button = element('button', '', text);
      button.type = 'button';
      if (pressed !== undefined) button.setAttribute('aria-pressed', pressed);
      button.addEventListener('click', () => act(button));
      this.tools.append(button);
      return button;
    }

    addTools() {
      this.tools = element('div', 'tools');
      const toggle = (button, name) => {
        this[name] = !this[name];
        button.setAttribute('aria-pressed', this[name]);
        this.draw();
      };
      if (this.months.kind === 'fan' && this.isPositive())
        this.logTool = this.addTool(words['Log scale'], this.log, b => toggle(b, 'log'));
      if (this.months.yearly)
        this.addTool(words['Fiscal years'], false, b => toggle(b, 'yearly'));
      this.whole = this.addTool(words['Whole range'], undefined, () => this.zoom());
      this.whole.hidden = true;
      this.figure.append(this.tools);
    }

    isLog() { return this.log && this.isPositive(); }

    series() {
      const shown = this.shown;
      if (shown.kind === 'fan') {
        const middle = (shown.values.length - 1) / 2;
        return drawnOrder(shown.values.length).map(i => ({
          stroke: i === middle ? color('--median') : 'transparent',
          width: i === middle ? 2 : 0, points: {show: false}}));
      }
      return shown.values.map((_, i) => ({
        stroke: color('--s' + i % 6), width: 2, points: {show: false},
        paths: shown.kind === 'steps' ? uPlot.paths.stepped({align: 1}) : undefined}));
    }

    bands() {
      const count = this.shown.values.length;
      if (this.shown.kind !== 'fan') return [];
      return Array.from({length: Math.floor(count / 2)}, (_, i) => ({
        series: [2 * i + 2, 2 * i + 1], fill: color(i === 0 ? '--band0' : '--band1')}));
    }

    // The range of everything that is drawn between two positions.
    range(from, to) {
      let low = Infinity, high = -Infinity;
      const include = v => { low = Math.min(low, v); high = Math.max(high, v); };
      for (const list of this.shown.values)
        for (let i = from; i <= to; i++)
          if (list[i] !== null && list[i] !== undefined) include(list[i]);
      for (const mark of this.shown.marks || [])
        if (mark.last >= from && mark.first <= to) include(mark.level);
      if (!(high > low)) {
        const room = low === 0 ? 1 : Math.abs(low) / 2;
        return Number.isFinite(low) ? [low - room, low + room] : [0, 1];
      }
      if (this.isLog()) return [low / 1.05, high * 1.05];
      const room = (high - low) * 0.03;
      return [low === 0 ? 0 : low - room, high + room];
    }

    labelled(low, high, width) {
      const ticks = this.axis.ticks.length ? this.axis.ticks : this.axis.labels.map((_, i) => i);
      let inside = ticks.filter(i => i >= low && i <= high);
      if (inside.length < 2) inside = this.axis.labels.map((_, i) => i).filter(i => i >= low && i <= high);
      const room = Math.max(2, Math.floor(width / 64));
      const step = Math.ceil(inside.length / room);
      return inside.filter((_, i) => (inside.length - 1 - i) % step === 0);
    }

    options() {
      const last = this.axis.labels.length - 1;
      const font = '12px system-ui, sans-serif';
      const unit = this.shown.unit;
      return {
        width: Math.max(200, this.holder.clientWidth), height: HEIGHT,
        padding: [14, 76, 0, 0],
        legend: {show: false},
        cursor: {drag: {x: true, y: false, dist: 8}, y: false, points: {size: 7}},
        scales: {
          x: {time: false, range: (u, low, high) => [Math.max(0, low), Math.min(last, high)]},
          y: {distr: this.isLog() ? 3 : 1, range: u => this.range(
              Math.ceil(u.scales.x.min ?? 0), Math.floor(u.scales.x.max ?? last))},
        },
        axes: [
          {stroke: color('--soft'), font, size: 30, grid: {show: false}, ticks: {show: false},
            splits: (u, axis, low, high) => this.labelled(low, high, u.bbox.width / devicePixelRatio),
            values: (u, splits) => splits.map(i => this.axis.labels[i])},
          {stroke: color('--soft'), font, size: 58, ticks: {show: false},
            grid: {stroke: color('--rule'), width: 1},
            splits: (u, axis, low, high) => roundValues(low, high, this.isLog()),
            values: (u, splits) => splits.map(v => axisText(v, unit)),
            filter: (u, splits) => splits},
        ],
        series: [{}, ...this.series()],
        bands: this.bands(),
        hooks: {setScale: [(u, key) => key === 'x' && this.offerWhole(u)], setCursor: [u => this.tell(u.cursor.idx)], draw: [u => this.drawLabels(u)]},
      };
    }

    draw() {
      if (this.plot) this.plot.destroy();
      if (this.logTool) this.logTool.hidden = !this.isPositive();
      const positions = this.axis.labels.map((_, i) => i);
      const {kind, values} = this.shown;
      const drawn = kind === 'fan' ? drawnOrder(values.length).map(i => values[i]) : values;
      this.plot = new uPlot(this.options(), [positions, ...drawn], this.holder);
      this.at = null;
      this.tell(null);
    }

    offerWhole(u) {
      const {min, max} = u.scales.x;
      this.whole.hidden = min <= 0 && max >= this.axis.labels.length - 1;
    }

    // Marks of targets, and values at the right end.
    drawLabels(u) {
      const context = u.ctx, ratio = devicePixelRatio;
      const clip = (value, scale) => u.valToPos(value, scale, true);
      context.save();
      context.font = 12 * ratio + 'px system-ui, sans-serif';
      context.lineJoin = 'round';
      for (const mark of this.shown.marks || []) {
        const {min, max} = u.scales.x;
        if (mark.last < min || mark.first > max) continue;
        const from = clip(Math.max(mark.first, min), 'x'), to = clip(Math.min(mark.last, max), 'x');
        const y = clip(mark.level, 'y');
        context.strokeStyle = context.fillStyle = color('--mark');
        context.lineWidth = 1.5 * ratio;
        context.setLineDash([4 * ratio, 3 * ratio]);
        context.beginPath();
        context.moveTo(from, y);
        context.lineTo(to, y);
        context.stroke();
        context.setLineDash([]);
        for (const x of [from, to]) {
          context.beginPath();
          context.arc(x, y, 3.5 * ratio, 0, 2 * Math.PI);
          context.fill();
        }
        context.textAlign = from > u.bbox.left + u.bbox.width / 2 ? 'right' : 'left';
        context.strokeStyle = color('--back');
        context.lineWidth = 3 * ratio;
        const below = y < u.bbox.top + 16 * ratio;
        context.strokeText(mark.label, from, y + (below ? 15 : -6) * ratio);
        context.fillText(mark.label, from, y + (below ? 15 : -6) * ratio);
      }
      this.drawEnds(u, context, ratio);
      context.restore();
    }

    drawEnds(u, context, ratio) {
      const shown = this.shown, last = Math.floor(u.scales.x.max);
      const labels = shown.values.map((list, i) => ({y: list[last], text: shown.texts[i][last], i}))
          .filter(l => l.y !== null && l.y !== undefined)
          .filter(l => shown.kind !== 'fan' || [0, (shown.values.length - 1) / 2,
            shown.values.length - 1].includes(l.i))
          .map(l => ({...l, y: u.valToPos(l.y, 'y', true)})).sort((a, b) => a.y - b.y);
      let next = u.bbox.top;
      for (const label of labels) {
        label.y = Math.max(label.y, next);
        next = label.y + 14 * ratio;
      }
      context.textAlign = 'left';
      for (const label of labels) {
        const middle = shown.kind !== 'fan' || label.i === (shown.values.length - 1) / 2;
        context.font = (middle ? '600 ' : '') + 12 * ratio + 'px system-ui, sans-serif';
        context.fillStyle = color(middle ? '--text' : '--soft');
        context.fillText(label.text, u.bbox.left + u.bbox.width + 6 * ratio, label.y + 4 * ratio);
      }
    }

    // The values at a position, or at the last one.
    tell(position) {
      const shown = this.shown;
      const at = position ?? this.axis.labels.length - 1;
      this.at = position;
      this.readout.replaceChildren(element('b', '', this.axis.labels[at]));
      const add = (name, text) => {
        this.readout.append(this.readout.childNodes.length > 1 ? ' · ' : ': ', name + ' ');
        this.readout.append(element('b', '', text));
      };
      if (shown.kind !== 'fan') {
        shown.names.forEach((name, i) => add(name, shown.texts[i][at]));
        return;
      }
      const count = shown.texts.length;
      if (count % 2 === 1) add(words.median, shown.texts[(count - 1) / 2][at]);
      for (let i = shown.bands.length - 1; i >= 0; i--)
        add(shown.bands[i], shown.texts[i][at] + ' – ' + shown.texts[count - 1 - i][at]);
    }

    show(position) {
      const {min, max} = this.plot.scales.x;
      const at = Math.min(Math.floor(max), Math.max(Math.ceil(min), position));
      this.plot.setCursor({left: this.plot.valToPos(at, 'x'), top: 1});
      this.tell(at);
    }

    zoom(factor) {
      const last = this.axis.labels.length - 1;
      if (!factor) {
        this.plot.setScale('x', {min: 0, max: last});
        return;
      }
      const {min, max} = this.plot.scales.x;
      const middle = this.at ?? (min + max) / 2;
      const half = Math.max(2, (max - min) / 2 * factor);
      this.plot.setScale('x', {min: Math.max(0, middle - half), max: Math.min(last, middle + half)});
    }

    listen() {
      const last = () => this.axis.labels.length - 1;
      const keys = {
        ArrowLeft: () => this.show((this.at ?? last() + 1) - 1),
        ArrowRight: () => this.show((this.at ?? last() - 1) + 1),
        Home: () => this.show(0), End: () => this.show(last()),
        '+': () => this.zoom(0.5), '-': () => this.zoom(2), Escape: () => this.zoom(),
      };
      this.holder.addEventListener('keydown', event => {
        if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
        event.preventDefault();
        keys[event.key]();
      });
      const touch = event => {
        if (event.pointerType === 'mouse') return;
        const left = event.clientX - this.plot.over.getBoundingClientRect().left;
        this.show(Math.round(this.plot.posToVal(left, 'x')));
      };
      this.holder.addEventListener('pointerdown', touch);
      this.holder.addEventListener('pointermove', touch);
      new ResizeObserver(() => {
        const width = Math.max(200, this.holder.clientWidth);
        if (width !== this.plot.width) this.plot.setSize({width, height: HEIGHT});
      }).observe(this.figure);
    }
  }

  // Only what scrolls needs the focus.
  const scrolling = [...document.querySelectorAll('.scroll')];
  const setFocus = () => scrolling.forEach(
      part => part.scrollWidth > part.clientWidth ? part.tabIndex = 0 : part.removeAttribute('tabindex'));
  setFocus();
  addEventListener('resize', setFocus);

  const charts = [...document.querySelectorAll('figure[data-chart]')].map(
      figure => new Chart(figure, page.charts[figure.dataset.chart]));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change',
      () => charts.forEach(chart => chart.draw()));
})();
