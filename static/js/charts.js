// Charts draw what their table says, so the numbers are readable without them. Series differ by dash, point and pattern as
// well as colour: they survive a black-and-white print.

const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4], [4, 2]];
const POINTS = ["circle", "rectRot", "triangle", "rect", "cross"];
const COLOURS = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-5"];
const drawn = new Map();

// A custom property made with light-dark() has to be computed on an element before a canvas can use it.
function colour(name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

function hatch(base, index) {
  if (index === 0) return base;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.fillStyle = base;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = colour("--ground-raised");
  pen.lineWidth = 1.5;
  pen.beginPath();
  if (index % 2) {
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
  } else {
    pen.moveTo(0, 4);
    pen.lineTo(8, 4);
  }
  pen.stroke();
  return pen.createPattern(tile, "repeat");
}

function read(figure) {
  const heads = [...figure.querySelectorAll("thead th")].map((cell) => cell.textContent.trim());
  const rows = [...figure.querySelectorAll("tbody tr")];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    series: heads.slice(1).map((label, index) => ({ label, data: rows.map((row) => Number(row.cells[index + 1].dataset.value)) })),
  };
}

// A long name of a bar stands in lines: beside narrow charts it would be cut off.
function inLines(value) {
  return this.getLabelForValue(value).split(" ").reduce((lines, word) => {
    const longer = `${lines.at(-1)} ${word}`.trim();
    return longer.length > 24 ? [...lines, word] : [...lines.slice(0, -1), longer];
  }, [""]);
}

function draw(figure) {
  drawn.get(figure)?.destroy();
  const kind = figure.dataset.chart;
  const { labels, series } = read(figure);
  const [text, line] = [colour("--text-soft"), colour("--line")];
  const language = document.documentElement.lang;
  const datasets = series.map((one, index) => {
    const ink = colour(COLOURS[index % COLOURS.length]);
    const look = kind === "line"
      ? { borderColor: ink, backgroundColor: ink, borderDash: DASHES[index % 5], pointStyle: POINTS[index % 5], borderWidth: 1.75, pointRadius: labels.length > 40 ? 0 : 2.5, tension: 0.25 }
      : { backgroundColor: hatch(ink, index), borderColor: ink, borderWidth: 1, borderRadius: 3, maxBarThickness: 36 };
    return { ...one, ...look };
  });
  const whole = series.every((one) => one.data.every(Number.isInteger));
  const lies = kind === "rows";
  const axis = ({ ticks, ...rest }) => ({ stacked: kind === "stacked" || lies, border: { display: false }, ticks: { precision: whole ? 0 : undefined, color: text, maxRotation: 0, autoSkipPadding: 16, font: { size: 11 }, ...ticks }, ...rest });
  const space = figure.querySelector(".chart-space");
  space.hidden = false;
  drawn.set(figure, new window.Chart(space.querySelector("canvas"), {
    type: kind === "line" ? "line" : "bar",
    data: { labels, datasets },
    options: {
      locale: language,
      maintainAspectRatio: false,
      animation: false,
      indexAxis: lies ? "y" : "x",
      interaction: { mode: "index", axis: lies ? "y" : "x", intersect: false },
      font: { family: getComputedStyle(document.body).fontFamily },
      scales: {
        // Bars that lie are named one by one; days below each other may skip some.
        [lies ? "y" : "x"]: axis({ grid: { display: false }, ticks: lies ? { autoSkip: false, callback: inLines } : {} }),
        [lies ? "x" : "y"]: axis({ beginAtZero: true, grid: { color: line } }),
      },
      plugins: {
        legend: { display: series.length > 1, align: "end", labels: { color: text, usePointStyle: kind === "line", boxHeight: 8, boxWidth: 14, font: { size: 11 } } },
        tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${item.parsed[lies ? "x" : "y"].toLocaleString(language)} ${figure.dataset.unit}`.trim() } },
      },
    },
  }));
}

function drawAll() {
  for (const [figure, chart] of drawn) {
    if (!figure.isConnected) {
      chart.destroy();
      drawn.delete(figure);
    }
  }
  for (const figure of document.querySelectorAll("[data-chart]")) {
    if (!drawn.has(figure)) figure.querySelector("details.fold").open = false;
    draw(figure);
  }
}

if (window.Chart) {
  window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  drawAll();
  document.addEventListener("htmx:afterSettle", (event) => event.detail.target.querySelector?.("[data-chart]") && drawAll());
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);
}
