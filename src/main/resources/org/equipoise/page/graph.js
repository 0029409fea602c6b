// The graph of what clashes: one stop of the Tab key, arrow keys from node to node, Enter to choose.

const area = {
  circle: (r) => `M${-r},0a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`,
  diamond: (r) => { const d = r * 1.25; return `M0,${-d}L${d},0L0,${d}L${-d},0Z`; },
  square: (r) => { const a = r * 0.886; return `M${-a},${-a}H${a}V${a}H${-a}Z`; },
  triangle: (r) => { const s = r * 1.347; return `M0,${-s * 1.15}L${s},${s * 0.58}H${-s}Z`; },
};
const shapes = { principle: "circle", theory: "diamond", judgment: "square", stakeholder: "square", attribute: "triangle" };
const plurals = { principle: "principles", theory: "theories", judgment: "judgments", stakeholder: "holders of judgments", attribute: "disputed attributes" };

/** The parts of a drawing in which something stands already. */
class Taken {
  constructor(graph, pitch) {
    this.limits = [graph.width, graph.height];
    this.pitch = pitch;
    this.cells = new Map();
  }

  *cellsOf([left, top, right, bottom]) {
    for (let i = Math.floor(left / this.pitch); i <= right / this.pitch; i++) {
      for (let j = Math.floor(top / this.pitch); j <= bottom / this.pitch; j++) yield `${i} ${j}`;
    }
  }

  take(box) {
    for (const cell of this.cellsOf(box)) this.cells.has(cell) ? this.cells.get(cell).push(box) : this.cells.set(cell, [box]);
  }

  isFree(box) {
    if (box[0] < 0 || box[1] < 0 || box[2] > this.limits[0] || box[3] > this.limits[1]) return false;
    for (const cell of this.cellsOf(box)) {
      if ((this.cells.get(cell) ?? []).some((it) => box[0] < it[2] && it[0] < box[2] && box[1] < it[3] && it[1] < box[3])) return false;
    }
    return true;
  }
}

/**
 * Draws a graph.
 *
 * @param graph nodes with places, and the numbers of their elements
 * @param conflicts each with sets of numbers of elements
 * @param describe a node in words
 * @param isGiven whether the best revision gives up some of a node
 * @param choose told of a node that is chosen, and whether by key
 */
function drawGraph({ graph, conflicts, describe, isGiven, choose }) {
  const nodeOf = new Map();
  graph.nodes.forEach((node, i) => node.elements.forEach((it) => nodeOf.set(it, i)));
  const ends = conflicts.map((conflict) => conflict.sets.map((set) => [...new Set(set.map((it) => nodeOf.get(it)))]));
  const clashes = graph.nodes.map(() => []);
  ends.forEach((sets, i) => new Set(sets.flat()).forEach((it) => clashes[it].push(i)));

  const state = { live: null, hidden: new Set(), chosen: null, at: 0, scale: 1, view: [0, 0, graph.width, graph.height], neighbours: graph.nodes.map(() => new Set()) };
  const lines = [1, 2, 3, 4, 5].map((width) => svg("path", { class: "line", "stroke-width": width }));
  const selves = svg("path", { class: "self" });
  const bright = svg("path", { class: "line bright" });
  const labels = svg("g", { class: "labels", "aria-hidden": "true" });
  const dots = graph.nodes.map((node, i) => svg("g", {
    class: `node ${node.kind}${isGiven(node) ? " given" : ""}`, transform: `translate(${node.x},${node.y})`,
    role: "button", tabindex: "-1", "aria-pressed": "false", "aria-label": describe(node, clashes[i]),
    click: () => pick(i, false), focus: () => { state.at = i; label(); },
  }, svg("title", null, describe(node, clashes[i])), svg("path", { d: area[shapes[node.kind]](node.radius) })));
  const drawing = svg("svg", {
    class: "graph", role: "group", "aria-label": "Graph of what clashes; arrow keys move from node to node, Enter chooses one",
    viewBox: state.view.join(" "), keydown: key, wheel: wheel, pointerdown: grab,
  }, svg("g", { "aria-hidden": "true" }, lines, selves, bright), dots, labels);

  const isShown = (i) => !state.hidden.has(graph.nodes[i].kind) && (state.live === null || clashes[i].some((it) => state.live.has(it)));
  const at = (i) => `${graph.nodes[i].x},${graph.nodes[i].y}`;

  function join() {
    const joined = new Map();
    const itself = new Set();
    state.neighbours = graph.nodes.map(() => new Set());
    ends.forEach((sets, conflict) => {
      if (state.live !== null && !state.live.has(conflict)) return;
      const pairs = new Set();
      for (const set of sets) {
        if (set.length === 1 && isShown(set[0])) itself.add(set[0]);
        for (let i = 0; i < set.length; i++) {
          for (let j = 0; j < i; j++) {
            if (isShown(set[i]) && isShown(set[j])) pairs.add(Math.min(set[i], set[j]) * graph.nodes.length + Math.max(set[i], set[j]));
          }
        }
      }
      pairs.forEach((it) => joined.set(it, (joined.get(it) ?? 0) + 1));
    });
    const paths = lines.map(() => []);
    for (const [pair, number] of joined) {
      const a = Math.floor(pair / graph.nodes.length);
      const b = pair % graph.nodes.length;
      state.neighbours[a].add(b);
      state.neighbours[b].add(a);
      paths[Math.min(4, Math.floor(Math.log2(number)))].push(`M${at(a)}L${at(b)}`);
    }
    lines.forEach((line, i) => line.setAttribute("d", paths[i].join("")));
    selves.setAttribute("d", [...itself].map((i) => { const { x, y, radius } = graph.nodes[i]; const r = radius + 5; return `M${x - r},${y}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`; }).join(""));
    dots.forEach((dot, i) => { dot.style.display = isShown(i) ? "" : "none"; });
    if (!isShown(state.at)) state.at = Math.max(0, graph.nodes.findIndex((node, i) => isShown(i)));
    highlight();
  }

  function highlight() {
    const { chosen } = state;
    drawing.classList.toggle("choosing", chosen !== null);
    dots.forEach((dot, i) => {
      dot.classList.toggle("near", chosen !== null && (i === chosen || state.neighbours[chosen].has(i)));
      dot.setAttribute("aria-pressed", String(i === chosen));
      dot.setAttribute("tabindex", i === state.at ? "0" : "-1");
    });
    bright.setAttribute("d", chosen === null ? "" : [...state.neighbours[chosen]].map((it) => `M${at(chosen)}L${at(it)}`).join(""));
    label();
  }

  /** Writes the names for which there is room, those of what is chosen and of what clashes most first. */
  function label() {
    const unit = state.view[2] / (drawing.clientWidth || 900);
    const size = 12.5 * unit;
    enlarge(Math.min(1.8, Math.max(1, 0.8 * unit)));
    const near = (i) => state.chosen !== null && (i === state.chosen || state.neighbours[state.chosen].has(i));
    const order = graph.nodes.map((node, i) => i).filter((i) => isShown(i) && (state.chosen === null || near(i)))
      .sort((a, b) => (b === state.chosen) - (a === state.chosen) || (b === state.at) - (a === state.at) || clashes[b].length - clashes[a].length || a - b);
    const taken = new Taken(graph, 60 * unit);
    graph.nodes.forEach((node, i) => { if (isShown(i) && (state.chosen === null || near(i))) taken.take([node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius]); });
    const texts = [];
    for (const i of order) {
      if (texts.length >= 250) break;
      const { x, y, radius, kind, name } = graph.nodes[i];
      const text = shortened(shown(name === "" && kind === "stakeholder" ? "unnamed" : name));
      const length = text.length * size * 0.56;
      const gap = radius * state.scale + 3 * unit;
      const places = [
        ["middle", x - length / 2, y + gap - unit], ["start", x + gap, y - size * 0.6],
        ["end", x - gap - length, y - size * 0.6], ["middle", x - length / 2, y - gap - size * 1.1],
      ];
      const box = ([, left, top]) => [left, top, left + length, top + size * 1.2];
      const free = places.find((it) => taken.isFree(box(it))) ?? (i === state.chosen ? places[0] : null);
      if (free) {
        const [anchor, left, top] = free;
        taken.take(box(free));
        texts.push(svg("text", { x: anchor === "middle" ? x : anchor === "start" ? left : left + length, y: top + size * 0.95, "font-size": size.toFixed(2), "text-anchor": anchor }, text));
      }
    }
    labels.replaceChildren(...texts);
  }

  function enlarge(scale) {
    if (scale !== state.scale) {
      state.scale = scale;
      dots.forEach((dot, i) => dot.setAttribute("transform", `translate(${graph.nodes[i].x},${graph.nodes[i].y}) scale(${scale.toFixed(3)})`));
    }
  }

  const shortened = (text) => { const letters = [...text]; return letters.length > 34 ? letters.slice(0, 33).join("") + "…" : text; };

  function pick(i, byKey) {
    state.chosen = i;
    state.at = i;
    highlight();
    choose(i === null ? null : graph.nodes[i], i === null ? [] : clashes[i], byKey);
  }

  const directions = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = directions[event.key];
    if (step) {
      const from = graph.nodes[state.at];
      let best = null;
      let least = Infinity;
      graph.nodes.forEach((node, i) => {
        const along = (node.x - from.x) * step[0] + (node.y - from.y) * step[1];
        const aside = Math.abs((node.x - from.x) * step[1]) + Math.abs((node.y - from.y) * step[0]);
        if (i !== state.at && isShown(i) && along > 0 && along + 2 * aside < least) {
          least = along + 2 * aside;
          best = i;
        }
      });
      if (best !== null) go(best);
    } else if (event.key === "Home" || event.key === "End") {
      const all = graph.nodes.map((node, i) => i).filter(isShown);
      if (all.length > 0) go(event.key === "Home" ? all[0] : all[all.length - 1]);
    } else if (event.key === "Enter" || event.key === " ") {
      pick(state.at, true);
    } else if (event.key === "Escape" && state.chosen !== null) {
      pick(null, true);
    } else if (event.key === "+" || event.key === "=") zoom(0.75);
    else if (event.key === "-") zoom(1 / 0.75);
    else if (event.key === "0") zoom(0);
    else return;
    event.preventDefault();
  }

  function go(i) {
    state.at = i;
    dots.forEach((dot, k) => dot.setAttribute("tabindex", k === i ? "0" : "-1"));
    const [x, y, width, height] = state.view;
    const node = graph.nodes[i];
    if (node.x < x || node.x > x + width || node.y < y || node.y > y + height) look(node.x - width / 2, node.y - height / 2, width);
    dots[i].focus({ preventScroll: false });
  }

  function look(x, y, width) {
    const height = (width * graph.height) / graph.width;
    state.view = [Math.min(Math.max(x, 0), graph.width - width), Math.min(Math.max(y, 0), graph.height - height), width, height];
    drawing.setAttribute("viewBox", state.view.map((it) => it.toFixed(1)).join(" "));
    drawing.classList.toggle("zoomed", width < graph.width);
    label();
  }

  function zoom(factor, towards) {
    const [x, y, width, height] = state.view;
    const wanted = factor === 0 ? graph.width : Math.min(graph.width, Math.max(graph.width / 12, width * factor));
    const [cx, cy] = towards ?? (state.chosen === null ? [x + width / 2, y + height / 2] : [graph.nodes[state.chosen].x, graph.nodes[state.chosen].y]);
    const share = towards ? [(cx - x) / width, (cy - y) / height] : [0.5, 0.5];
    look(cx - share[0] * wanted, cy - share[1] * wanted * (graph.height / graph.width), wanted);
  }

  const place = (event) => {
    const box = drawing.getBoundingClientRect();
    return [state.view[0] + ((event.clientX - box.left) / box.width) * state.view[2], state.view[1] + ((event.clientY - box.top) / box.height) * state.view[3]];
  };

  function wheel(event) {
    if (event.ctrlKey) {
      event.preventDefault();
      zoom(event.deltaY < 0 ? 0.85 : 1 / 0.85, place(event));
    }
  }

  function grab(event) {
    if (event.button !== 0 || event.target.closest(".node") || state.view[2] >= graph.width) return;
    const start = [event.clientX, event.clientY];
    const [x, y, width, height] = state.view;
    const box = drawing.getBoundingClientRect();
    const move = (it) => look(x - ((it.clientX - start[0]) / box.width) * width, y - ((it.clientY - start[1]) / box.height) * height, width);
    const drop = () => {
      drawing.removeEventListener("pointermove", move);
      removeEventListener("pointerup", drop);
      removeEventListener("pointercancel", drop);
    };
    drawing.addEventListener("pointermove", move);
    addEventListener("pointerup", drop);
    addEventListener("pointercancel", drop);
  }

  join();
  new ResizeObserver(label).observe(drawing);
  return {
    drawing, zoom,
    kinds: Object.keys(plurals).map((kind) => ({ kind, number: graph.nodes.filter((it) => it.kind === kind).length, words: plurals[kind] })).filter((it) => it.number > 0),
    show: (live) => { state.live = live; join(); },
    toggle: (kind, on) => { on ? state.hidden.delete(kind) : state.hidden.add(kind); join(); },
    pickElement: (element) => pick(nodeOf.get(element), true),
    focus: () => dots[state.at].focus(),
    clashes,
  };
}
