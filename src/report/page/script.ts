/**
 * What the page does by itself: filters kept in the address, keys, copy buttons, theme, and everything open on paper.
 * It makes no markup from texts: what it unpacks was escaped when the page was made.
 */
export const script = String.raw`(async () => {
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector, root = document) => root.querySelector(selector);
const packed = one('#packed');
if (packed) {
  const bytes = Uint8Array.from(atob(packed.content.textContent), (character) => character.charCodeAt(0));
  const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
  const rooms = all('[data-p]');
  text.split('\0').forEach((details, index) => { rooms[index].innerHTML = details; });
}
const list = all('.s'), fields = all('.filters [name]'), found = one('output'), help = one('dialog');
const texts = new Map();
const textOf = (item) => { if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase()); return texts.get(item); };
const shown = () => list.filter((item) => !item.hidden);

function fits(item, { q, verdict, operation, failure, feature, tag }) {
  if (verdict && !item.classList.contains(verdict)) return false;
  if (feature && item.parentElement.dataset.f !== feature) return false;
  if (tag && !all('.w i', item).some((one) => one.textContent === tag)) return false;
  if (operation || failure) {
    const hit = item.dataset.c.split(' ').some((cell) => {
      const [id, what] = cell.split('|').map(decodeURIComponent);
      return (!operation || id === operation) && (!failure || what === failure);
    });
    if (!hit) return false;
  }
  return !q || q.toLowerCase().split(/\s+/).every((word) => textOf(item).includes(word));
}

function current() {
  return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]).filter(([, value]) => value));
}

function apply() {
  const filters = current();
  for (const item of list) item.hidden = !fits(item, filters);
  for (const group of all('.fe')) group.hidden = all('.s', group).every((item) => item.hidden);
  const count = shown().length, filtered = Object.keys(filters).length > 0;
  if (found) found.textContent = (filtered ? count + ' of ' + list.length : count) + (list.length === 1 ? ' scenario' : ' scenarios');
  for (const button of all('.filters [data-do=clear]')) button.hidden = !filtered;
  for (const field of fields) field.classList.toggle('on', Boolean(field.value.trim()));
  if (one('#none')) one('#none').hidden = count > 0;
  for (const cell of all('.matrix td.on')) cell.classList.remove('on');
  if (filters.operation || filters.failure) for (const link of all('.matrix td a')) {
    const at = new URLSearchParams(link.hash.slice(1));
    if ((!filters.operation || at.get('operation') === filters.operation) && (!filters.failure || at.get('failure') === filters.failure)) link.parentElement.classList.add('on');
  }
}

function remember() {
  const hash = '#' + new URLSearchParams(current());
  history.replaceState(null, '', hash === '#' ? '#scenarios' : hash);
  apply();
}

function set(filters) {
  for (const field of fields) {
    field.value = filters.get(field.name) ?? '';
    if (field.value === '' && filters.get(field.name)) { const option = new Option(filters.get(field.name)); field.append(option); option.selected = true; }
  }
  apply();
}

function open(item) {
  if (item.hidden) set(new URLSearchParams());
  if ('open' in item) item.open = true;
  item.scrollIntoView({ block: 'start' });
  one('summary', item)?.focus({ preventScroll: true });
}

function follow() {
  const hash = location.hash.slice(1);
  if (hash === '') { set(new URLSearchParams()); return; }
  if (hash.includes('=')) { set(new URLSearchParams(hash)); one('#scenarios')?.scrollIntoView(); return; }
  const item = hash && document.getElementById(hash);
  if (item && item.matches('details')) open(item);
}

function move(by) {
  const items = shown(), at = items.indexOf(document.activeElement?.closest('.s'));
  const next = items[at === -1 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by))];
  if (next) { const summary = one('summary', next); summary.focus({ preventScroll: true }); summary.scrollIntoView({ block: 'nearest' }); }
}

function nextBroken() {
  const items = shown(), at = items.indexOf(document.activeElement?.closest('.s'));
  const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.classList.contains('broken'));
  if (next) open(next);
}

function clear() { set(new URLSearchParams()); history.replaceState(null, '', '#scenarios'); one('.filters [name=q]')?.focus(); }

function escape(target) {
  if (target.name === 'q' && target.value) { target.value = ''; remember(); return; }
  const item = target.closest('.s[open]');
  if (item) { item.open = false; one('summary', item).focus(); return; }
  if (target.matches('input,select')) target.blur(); else if (Object.keys(current()).length) clear();
}

const keys = {
  '/': () => { const q = one('[name=q]'); q?.focus(); q?.select(); },
  j: () => move(1), k: () => move(-1), b: nextBroken, '?': () => help.showModal(),
};

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const { target, key } = event;
  if (key === 'Escape') return escape(target);
  if (target.matches('input,select,textarea')) return;
  const arrow = target.matches('.s>summary') && { ArrowDown: keys.j, ArrowUp: keys.k }[key];
  const act = arrow || (Object.hasOwn(keys, key) && keys[key]);
  if (act) { event.preventDefault(); act(); }
});

const copied = (button) => { const before = button.textContent; button.textContent = 'Copied'; button.addEventListener('blur', () => { button.textContent = before; }, { once: true }); };
function copy(button) {
  const text = [...button.parentElement.childNodes].filter((node) => node !== button).map((node) => node.textContent).join('');
  const select = () => getSelection().selectAllChildren(button.parentElement);
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(() => copied(button), select); else select();
}
for (const block of all('.cmd')) {
  const button = document.createElement('button');
  button.type = 'button'; button.textContent = 'Copy'; button.dataset.do = 'copy';
  block.append(button);
}

const root = document.documentElement, themes = ['auto', 'light', 'dark'];
function theme(name) {
  if (name === 'auto') delete root.dataset.theme; else root.dataset.theme = name;
  one('[data-do=theme]').textContent = 'Theme: ' + name;
}
function choose(name) {
  theme(name);
  try { localStorage.setItem('faultline-theme', name); } catch {}
}
let chosen = null;
try { chosen = localStorage.getItem('faultline-theme'); } catch {}
theme(themes.includes(chosen) ? chosen : 'auto');

const actions = {
  clear, copy,
  theme: () => choose(themes[(themes.indexOf(root.dataset.theme ?? 'auto') + 1) % 3]),
  help: () => help.showModal(),
  close: () => help.close(),
  expand: (button) => { const items = shown(), opening = items.some((item) => !item.open); for (const item of items) item.open = opening; button.textContent = opening ? 'Close all shown' : 'Open all shown'; },
};
addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]');
  if (button) return actions[button.dataset.do](button);
  const link = event.target.closest('a[href^="#"]');
  if (link && link.hash === location.hash) follow();
});

const boxes = all('.scroll');
function measure() {
  for (const box of boxes) {
    const edge = box.getBoundingClientRect().right - 1;
    const hidden = all('thead th', box).filter((cell) => cell.getBoundingClientRect().right > edge + 1).length;
    box.classList.toggle('cut', hidden > 0);
    const note = box.nextElementSibling?.matches('.more') ? box.nextElementSibling : Object.assign(document.createElement('p'), { className: 'more' });
    note.textContent = '→ ' + hidden + (hidden === 1 ? ' more column' : ' more columns') + ' to the right: scroll the table sideways.';
    if (hidden > 0) box.after(note); else note.remove();
  }
}
for (const box of boxes) box.addEventListener('scroll', measure, { passive: true });
addEventListener('resize', measure);

let opened = [];
addEventListener('beforeprint', () => { opened = all('details:not([open])'); for (const item of opened) item.open = true; });
addEventListener('afterprint', () => { for (const item of opened) item.open = false; });
addEventListener('hashchange', follow);
for (const field of fields) field.addEventListener('input', remember);
measure();
apply();
follow();
root.dataset.ready = '';
})();`;
