// A chart as SVG text. JSON cannot carry functions, so the drawing of error bars is added here.
(() => {
  const CAP = 3;

  function errorBar(params, api) {
    const [x, low] = api.coord([api.value(0), api.value(1)]);
    const high = api.coord([api.value(0), api.value(2)])[1];
    const style = { stroke: api.visual('color'), lineWidth: 1, fill: null };
    const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
    return {
      type: 'group',
      children: [line(x, low, x, high), line(x - CAP, low, x + CAP, low), line(x - CAP, high, x + CAP, high)],
    };
  }

  return (json, width, height) => {
    const option = JSON.parse(json);
    for (const series of option.series) {
      if (series.type === 'custom') {
        series.renderItem = errorBar;
        series.encode = { x: 0, y: [1, 2] };
      }
    }
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
    chart.setOption(option);
    const svg = chart.renderToSVGString();
    chart.dispose();
    return svg;
  };
})();
