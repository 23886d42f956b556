"use strict";
(() => {
  const data = JSON.parse(document.getElementById("charts").textContent);
  const drawn = new Map();
  const fitted = new ResizeObserver(entries => entries.forEach(entry => drawn.get(entry.target)?.resize()));
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches || matchMedia("print").matches;

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const percent = share => (100 * share).toFixed(2) + "%";
  const short = number => String(Number(Number(number).toPrecision(3)));
  const roundOf = element => data.rounds.find(round => round.number === Number(element.closest("[data-round]").dataset.round));
  const groupOf = element => {
    const index = Number(element.closest(".group").dataset.group);
    return roundOf(element).groups[index];
  };
  const escaped = text => String(text).replace(/[&<>"']/g, c => "&#" + c.charCodeAt(0) + ";");

  const base = () => ({
    animation: !still,
    animationDuration: 400,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("soft") },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colour("surface"),
      borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontSize: 13 },
    },
  });
  const axis = more => ({
    axisLine: { lineStyle: { color: colour("line") } },
    axisTick: { show: false },
    axisLabel: { color: colour("soft"), hideOverlap: true },
    splitLine: { lineStyle: { color: colour("faint") } },
    nameTextStyle: { color: colour("soft") },
    ...more,
  });
  const legend = names => ({ data: names, bottom: 0, icon: "roundRect", itemWidth: 14, itemHeight: 8, textStyle: { color: colour("soft") } });

  const charts = {
    steps(element) {
      const fills = { submitted: "before", tried: "after-soft", kept: "after" };
      const narrow = element.clientWidth < 480;
      element.style.height = 24 + (narrow ? 46 : 34) * data.accuracy.length + "px";
      return {
        ...base(),
        grid: { left: 8, right: 64, top: 4, bottom: 4, containLabel: true },
        tooltip: { show: false },
        xAxis: axis({ type: "value", max: 1, interval: narrow ? 0.5 : 0.25, axisLabel: { color: colour("soft"), formatter: value => Math.round(100 * value) + "%" } }),
        yAxis: axis({ type: "category", inverse: true, data: data.accuracy.map(step => step.label), axisLine: { show: false }, axisLabel: { color: colour("ink"), interval: 0, lineHeight: 14, ...(narrow && { width: 100, overflow: "break" }) } }),
        series: [{
          type: "bar",
          barMaxWidth: 20,
          data: data.accuracy.map(step => ({
            value: step.accuracy,
            itemStyle: { color: colour(fills[step.stage]), borderRadius: [0, 4, 4, 0] },
          })),
          label: { show: true, position: "right", color: colour("ink"), formatter: p => percent(p.value) },
        }],
      };
    },

    layers(element) {
      const narrow = element.clientWidth < 480;
      const rows = [...data.layers].reverse();
      element.style.height = 48 + 26 * rows.length + "px";
      const bars = (name, key, colourOf) => ({
        name, type: "bar", barMaxWidth: 8, barGap: "10%", color: colour(name),
        data: rows.map(row => ({ value: row[key], itemStyle: { color: colourOf(row), borderRadius: [0, 3, 3, 0] } })),
      });
      return {
        ...base(),
        grid: { left: 8, right: 24, top: 4, bottom: 48, containLabel: true },
        legend: legend(["before", "after"]),
        tooltip: { ...base().tooltip, axisPointer: { type: "shadow" }, valueFormatter: value => short(value) + " ms" },
        xAxis: axis({ type: "value", axisLabel: { color: colour("soft"), hideOverlap: true, formatter: value => short(value) + " ms" } }),
        yAxis: axis({ type: "category", data: rows.map(row => row.layer), axisLine: { show: false }, axisLabel: { color: colour("ink"), interval: 0, ...(narrow && { width: 130, overflow: "truncate", fontSize: 11 }) } }),
        series: [
          bars("before", "before", () => colour("before")),
          bars("after", "after", row => colour(row.holdsBack ? "go" : "after")),
        ],
      };
    },

    curves(round, title, keys, format, range) {
      const run = data.training.find(each => each.round === round);
      const names = ["training", "validation"];
      const colours = [colour("before"), colour("after")];
      return {
        ...base(),
        title: { text: title, textStyle: { fontSize: 14, fontWeight: 600, color: colour("ink") } },
        grid: { left: 8, right: 16, top: 40, bottom: 46, containLabel: true },
        legend: legend(names),
        tooltip: { ...base().tooltip, valueFormatter: format },
        xAxis: axis({ type: "category", name: "epoch", nameLocation: "middle", nameGap: 24, boundaryGap: false, data: run.epochs.map(each => each.epoch) }),
        yAxis: axis({ type: "value", scale: true, ...range }),
        series: keys.map((key, i) => ({
          name: names[i],
          type: "line",
          data: run.epochs.map(each => each[key]),
          showSymbol: run.epochs.length < 40,
          symbolSize: 5,
          lineStyle: { width: 2 },
          color: colours[i],
          markPoint: i === 1 && run.best > 0
            ? { symbol: "circle", symbolSize: 13, itemStyle: { color: colours[1], borderColor: colour("surface"), borderWidth: 3 }, label: { show: true, position: "top", distance: 4, color: colour("ink"), formatter: "kept" }, data: [{ coord: [run.best - 1, run.epochs[run.best - 1][key]] }] }
            : undefined,
        })),
      };
    },
    accuracy(element) {
      const shares = { axisLabel: { color: colour("soft"), formatter: value => Math.round(1000 * value) / 10 + "%" } };
      return charts.curves(Number(element.dataset.round), "Accuracy", ["trainingAccuracy", "validationAccuracy"], percent, shares);
    },
    loss(element) {
      return charts.curves(Number(element.dataset.round), "Loss, nats", ["trainingLoss", "validationLoss"], short, {});
    },

    classes() {
      const names = ["before", "after"];
      const rows = [...data.classes].reverse();
      return {
        ...base(),
        grid: { left: 8, right: 24, top: 8, bottom: 40, containLabel: true },
        legend: legend(names),
        tooltip: { ...base().tooltip, axisPointer: { type: "shadow" }, valueFormatter: percent },
        xAxis: axis({ type: "value", min: range => Math.floor(50 * range.min - 0.25) / 50, max: range => Math.min(1, Math.ceil(50 * range.max + 0.25) / 50), minInterval: 0.02, axisLabel: { color: colour("soft"), formatter: value => Math.round(100 * value) + "%" } }),
        yAxis: axis({ type: "category", data: rows.map(row => row.label) }),
        series: [
          ...rows.map((row, i) => ({ type: "line", data: [[row.before, i], [row.after, i]], symbol: "none", silent: true, color: colour("line"), lineStyle: { width: 4, cap: "round" }, tooltip: { show: false } })),
          { name: "before", type: "scatter", data: rows.map((row, i) => [row.before, i]), symbolSize: 12, z: 4, itemStyle: { opacity: 1 }, color: colour("before") },
          { name: "after", type: "scatter", data: rows.map((row, i) => [row.after, i]), symbolSize: 12, z: 5, itemStyle: { opacity: 1 }, color: colour("after") },
        ],
      };
    },

    standings(element) {
      const rows = [...element.parentElement.querySelectorAll("tbody tr")].map(row => ({
        name: row.querySelector("th").firstChild.textContent.trim(),
        value: Number(row.querySelector("td").textContent),
        chosen: row.classList.contains("chosen"),
      })).reverse();
      return {
        ...base(),
        grid: { left: 8, right: 52, top: 4, bottom: 4, containLabel: true },
        tooltip: { show: false },
        xAxis: axis({ type: "value", show: false }),
        yAxis: axis({ type: "category", data: rows.map(row => row.name), axisLine: { show: false }, axisLabel: { color: colour("ink") } }),
        series: [{
          type: "bar",
          barMaxWidth: 20,
          data: rows.map(row => ({ value: row.value, itemStyle: { color: row.chosen ? colour("after") : colour("before"), borderRadius: [0, 4, 4, 0] } })),
          label: { show: true, position: "right", color: colour("ink"), formatter: p => short(p.value) },
        }],
      };
    },

    density(element) {
      const group = groupOf(element);
      const steps = heights => group.edges.map((edge, i) => [edge, heights[Math.min(i, heights.length - 1)]]);
      const curve = each => each.x.map((x, i) => [x, each.y[i]]);
      const low = Math.max(0, Math.min(group.before.x[0], group.after.x[0]));
      const visibleEnd = each => each.x[each.y.findLastIndex(y => y > 0.005 * Math.max(...each.y))];
      const high = Math.max(visibleEnd(group.before), visibleEnd(group.after), group.edges.at(-1));
      const rug = stays => group.filters.filter(each => each.stays === stays).map(each => ({ value: [each.norm, stays ? 1 : 0], each }));
      const ticks = (name, stays, fill) => ({
        name, type: "scatter", xAxisIndex: 1, yAxisIndex: 1, data: rug(stays), symbol: "rect", symbolSize: [2, 16], color: fill, animation: false,
        tooltip: { trigger: "item", formatter: p => escaped(sentence(p.data.each)) },
      });
      const bars = (name, heights, fill, opacity) => ({
        name, type: "line", step: "end", data: steps(heights), symbol: "none", silent: true, color: fill, lineStyle: { width: 0 }, areaStyle: { color: fill, opacity }, tooltip: { show: false },
      });
      const line = (name, each, fill, dash) => ({ name, type: "line", data: curve(each), symbol: "none", color: fill, lineStyle: { width: 2.5, type: dash }, smooth: false });
      return {
        ...base(),
        tooltip: { ...base().tooltip, valueFormatter: short },
        grid: [
          { left: 48, right: 16, top: 26, bottom: 106 },
          { left: 48, right: 16, height: 42, bottom: 46 },
        ],
        xAxis: [
          axis({ type: "value", min: low, max: high, axisLabel: { show: false } }),
          axis({ type: "value", gridIndex: 1, min: low, max: high, name: group.norm + " norm of a filter", nameLocation: "middle", nameGap: 26, splitLine: { show: false }, axisLabel: { color: colour("soft"), formatter: short, showMinLabel: false, showMaxLabel: false } }),
        ],
        yAxis: [
          axis({ type: "value", name: "density", nameTextStyle: { align: "left", color: colour("soft") }, axisLabel: { color: colour("soft"), formatter: short } }),
          axis({ type: "category", gridIndex: 1, data: ["go", "stay"], axisLine: { show: false } }),
        ],
        series: [
          bars("all filters", group.all, colour("before"), 0.22),
          bars("that stay", group.stay, colour("after"), 0.35),
          line("all filters", group.before, colour("before"), "solid"),
          line("filters that stay", group.after, colour("after"), "solid"),
          ticks("go", false, colour("go")),
          ticks("stay", true, colour("after")),
        ],
      };
    },
  };

  const sentence = each => "Filter " + each.filter + ": norm " + short(each.norm)
    + (each.redundancy == null ? "" : ", redundancy " + each.redundancy.toFixed(2))
    + ". " + (each.stays ? "Stays: " : "Goes: ") + each.reason + ".";

  const svg = (name, attributes, parent) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    parent.append(element);
    return element;
  };

  /* One bar a filter, as high as its norm; below it how redundant it is. Arrow keys and the pointer read them out. */
  function strip(element) {
    const group = groupOf(element);
    const largest = Math.max(...group.filters.map(each => each.norm)) || 1;
    const wide = 10;
    const tall = 96;
    const ground = tall - 18;
    const count = group.filters.length;
    const picture = svg("svg", { viewBox: `0 0 ${wide * count} ${tall}`, preserveAspectRatio: "none", tabindex: 0, role: "slider", "aria-label": "Filters of " + group.name + " by norm", "aria-valuemin": 1, "aria-valuemax": count, "aria-valuenow": 1, "aria-valuetext": "use the arrow keys" }, element);
    const gap = count > 200 ? 0 : 1;
    const bars = group.filters.map((each, i) => {
      const height = 3 + (ground - 12) * each.norm / largest;
      const bar = svg("rect", { x: wide * i + gap, y: ground - height, width: wide - 2 * gap, height, class: each.stays ? "stay" : "go" }, picture);
      if (each.redundancy != null) {
        svg("rect", { x: wide * i + gap, y: ground + 6, width: wide - 2 * gap, height: tall - ground - 6, class: "twin", "fill-opacity": Math.max(0.05, each.redundancy ** 2) }, picture);
      }
      return bar;
    });
    if (group.quantileSlots && group.kept < group.count && group.kept <= 100) {
      for (let slot = 1; slot < group.kept; slot++) {
        const x = wide * count * slot / group.kept;
        svg("line", { x1: x, x2: x, y1: 0, y2: ground, class: "slot" }, picture);
      }
    }
    const readout = document.createElement("output");
    element.append(readout);
    readout.textContent = "Height: norm. Filled: stays. Below: redundancy, the darker the nearer its twin."
      + (group.quantileSlots ? " Dashed lines: the quantile slots, one filter for each." : "")
      + " Point at a filter, or use the arrow keys.";
    let current = -1;
    const show = index => {
      bars[current]?.classList.remove("current");
      current = Math.max(0, Math.min(bars.length - 1, index));
      bars[current].classList.add("current");
      readout.textContent = sentence(group.filters[current]);
      picture.setAttribute("aria-valuenow", current + 1);
      picture.setAttribute("aria-valuetext", readout.textContent);
    };
    const at = event => {
      const box = picture.getBoundingClientRect();
      show(Math.floor((event.clientX - box.left) / box.width * bars.length));
    };
    picture.addEventListener("pointermove", at);
    picture.addEventListener("pointerdown", at);
    picture.addEventListener("keydown", event => {
      const to = { ArrowRight: current + 1, ArrowUp: current + 1, ArrowLeft: current - 1, ArrowDown: current - 1, Home: 0, End: bars.length - 1 }[event.key];
      if (to !== undefined) {
        event.preventDefault();
        show(to);
      }
    });
  }

  function filterTable(element) {
    const group = groupOf(element);
    const table = document.createElement("table");
    table.className = "numbers filters-table";
    const head = table.createTHead().insertRow();
    ["Filter", "Norm", "Redundancy", "Fate", "Why"].forEach(title => {
      const cell = document.createElement("th");
      cell.scope = "col";
      cell.textContent = title;
      head.append(cell);
    });
    const body = table.createTBody();
    group.filters.forEach(each => {
      const row = body.insertRow();
      const first = document.createElement("th");
      first.scope = "row";
      first.textContent = each.filter;
      row.append(first);
      const redundancy = each.redundancy == null ? "" : each.redundancy.toFixed(3);
      [short(each.norm), redundancy, each.stays ? "stays" : "goes", each.reason].forEach(text => row.insertCell().textContent = text);
    });
    element.append(table);
    if (group.filters.length < group.count) {
      const note = document.createElement("p");
      note.textContent = "Evenly thinned out: " + group.filters.length + " of " + group.count + " filters.";
      element.append(note);
    }
  }

  function draw(element) {
    if (element.dataset.chart === "strip") {
      if (!element.firstChild) strip(element);
      return;
    }
    drawn.get(element)?.dispose();
    const option = charts[element.dataset.chart](element);
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.setOption(option);
    drawn.set(element, chart);
    fitted.observe(element);
  }

  const visible = element => !element.closest("details:not([open])");
  const all = () => [...document.querySelectorAll("[data-chart]")].filter(visible);

  document.querySelectorAll("details").forEach(details => details.addEventListener("toggle", () => {
    if (!details.open) return;
    details.querySelectorAll("[data-chart]").forEach(element => { if (visible(element) && !drawn.has(element)) draw(element); });
    const table = details.querySelector(":scope > [data-table]");
    if (table && !table.firstChild) filterTable(table);
  }));
  /* A page may put another round's charts in the place of these. */
  const there = action => drawn.forEach((chart, element) => { if (element.isConnected) action(element, chart); });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => there(draw));
  addEventListener("beforeprint", () => there((_, chart) => chart.resize()));

  const first = [...document.querySelectorAll(".group")].find(group => {
    const shown = roundOf(group).groups[Number(group.dataset.group)];
    return shown.kept < shown.count;
  });
  if (first) first.open = true;
  all().forEach(draw);
})();
