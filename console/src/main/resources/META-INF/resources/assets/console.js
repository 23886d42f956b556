"use strict";
(() => {
  /* A job's page: what happens comes as server-sent events; the page's parts are fetched anew when something has. */
  const training = document.getElementById("training");
  const live = () => document.getElementById("live");

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const percent = share => (100 * share).toFixed(1) + "%";
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const curves = new Map();
  const charts = {};

  function lines(id, title, series, format, most) {
    const element = document.getElementById(id);
    charts[id] ??= echarts.init(element, null, { renderer: "svg" });
    const points = [...curves.values()].sort((one, other) => one.round - other.round || one.epoch - other.epoch);
    const axis = { axisLine: { lineStyle: { color: colour("line") } }, axisTick: { show: false }, axisLabel: { color: colour("soft"), hideOverlap: true }, splitLine: { lineStyle: { color: colour("faint") } }, nameTextStyle: { color: colour("soft") } };
    const rounds = new Set(points.map(point => point.round)).size;
    charts[id].setOption({
      animation: !still,
      animationDurationUpdate: 300,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("soft") },
      title: { text: title, textStyle: { fontSize: 14, fontWeight: 600, color: colour("ink") } },
      grid: { left: 8, right: 16, top: 40, bottom: 46, containLabel: true },
      legend: { bottom: 0, icon: "roundRect", itemWidth: 14, itemHeight: 8, textStyle: { color: colour("soft") } },
      tooltip: { trigger: "axis", confine: true, backgroundColor: colour("surface"), borderColor: colour("line"), textStyle: { color: colour("ink"), fontSize: 13 }, valueFormatter: format },
      xAxis: { ...axis, type: "category", name: "epoch", nameLocation: "middle", nameGap: 24, boundaryGap: false, data: points.map(point => rounds > 1 ? point.round + "." + point.epoch : point.epoch) },
      yAxis: { ...axis, type: "value", scale: true, max: most, axisLabel: { ...axis.axisLabel, formatter: format } },
      series: series.map(each => ({ name: each.name, type: "line", showSymbol: points.length < 40, symbolSize: 5, lineStyle: { width: 2 }, connectNulls: true, color: colour(each.colour), data: points.map(each.value) })),
    });
  }

  let drawing = false;
  function draw() {
    if (drawing || curves.size === 0) return;
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      training.hidden = false;
      /* Progress in an epoch holds the validation accuracy after the one before. */
      const after = point => curves.get(point.round + "/" + (point.epoch + 1))?.validationAccuracy ?? null;
      lines("live-accuracy", "Accuracy", [
        { name: "training", colour: "before", value: point => point.trainingAccuracy },
        { name: "validation", colour: "after", value: after },
      ], percent, 1);
      lines("live-loss", "Loss, nats", [{ name: "training", colour: "before", value: point => point.loss }], value => String(Number(Number(value).toPrecision(3))));
    });
  }

  let waiting = false;
  function changed(name) {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; document.body.dispatchEvent(new Event(name)); }, 500);
  }

  function announce(text) {
    const line = document.getElementById("announcement");
    if (line && line.textContent !== text) line.textContent = text;
  }

  function follow() {
    const ended = ["completed", "failed", "cancelled"].includes(live().dataset.status);
    const source = new EventSource(training.dataset.events);
    let lastEpoch = 0;
    source.addEventListener("stage-progressed", message => {
      const { event } = JSON.parse(message.data);
      announce(event.stage + " at work");
      if (event.training) {
        curves.set(event.round + "/" + event.training.epoch, { round: event.round, ...event.training });
        draw();
        if (event.training.epoch !== lastEpoch) {
          lastEpoch = event.training.epoch;
          if (!ended) document.body.dispatchEvent(new Event("epoch-changed"));
        }
      }
      if (!ended) changed("job-changed");
    });
    ["compress-requested", "round-requested", "analysis-completed", "pruning-completed", "training-completed", "cancel-requested"].forEach(name =>
      source.addEventListener(name, () => { if (!ended) changed("job-changed"); }));
    source.addEventListener("pruning-completed", () => document.body.dispatchEvent(new Event("selection-changed")));
    ["compression-completed", "compression-failed"].forEach(name => source.addEventListener(name, () => {
      source.close();
      if (!ended) location.reload();
    }));
  }

  if (training && live()) {
    follow();
    new ResizeObserver(() => Object.values(charts).forEach(chart => chart.resize())).observe(training);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  }

  /* The form: says at once that a file is too large, and that an upload is under way. */
  const form = document.querySelector("form.submission");
  form?.addEventListener("submit", event => {
    const file = document.getElementById("model").files[0];
    const line = document.getElementById("submitting");
    if (file && file.size > Number(form.dataset.largest)) {
      event.preventDefault();
      line.textContent = "This file is too large; up to " + form.dataset.limit + " can be sent. Put it into the bucket and give its address.";
      return;
    }
    line.textContent = file ? "Sending the model …" : "Submitting …";
  });
  form?.querySelector("#model").addEventListener("change", event => {
    document.getElementById("uri").disabled = event.target.files.length > 0;
  });
})();
