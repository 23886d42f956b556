// ECharts asks for a timer when it loads a chart; where a chart is drawn once, nothing has to happen later.
globalThis.setTimeout = () => 0;
globalThis.clearTimeout = () => {};
