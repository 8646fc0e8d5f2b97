/**
 * Arrays and objects as PHP's print_r shows them, each outermost one by itself, or as far as a text has them the members of
 * a var_dump; none where it holds neither.
 */
export function fromPhp(text: string): readonly object[] {
  const printed = printedIn(text);
  if (printed.length > 0) return printed;
  const members = [...text.matchAll(/^[ \t]*\["?([\w-]+)"?(?::[^\]]*)?\]\s*=>[ \t]*(?:\n\s*)?(.*)$/gm)].map(
    ([, name = '', value = '']) => [name, dumped(value)] as const,
  );
  const told = members.filter(([name, value]) => !/^\d+$/.test(name) && value !== '');
  return told.length === 0 ? [] : [Object.fromEntries(told)];
}

interface Members {
  readonly values: Map<string, unknown>;
  /** The name that was read last. */
  last: string | null;
}

const member = /^\s*\[([^\]\n]{1,100})\] =>(?: (.*))?$/;

/** Line by line: a member, the brackets around the members of an array, or one more line of the member before. */
function printedIn(text: string): readonly object[] {
  const whole: object[] = [];
  const open: Members[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*\(\s*$/.test(line)) open.push({ values: new Map(), last: null });
    else if (/^\s*\)\s*$/.test(line)) close(open, whole);
    else add(open.at(-1), line);
  }
  // What was cut off counts as far as it goes.
  while (open.length > 0) close(open, whole);
  return whole.filter((one) => Object.keys(one).length > 0);
}

function add(members: Members | undefined, line: string): void {
  if (members === undefined) return;
  const [, key, value = ''] = member.exec(line) ?? [];
  const before = members.last === null ? undefined : members.values.get(members.last);
  if (key !== undefined) {
    members.last = key.replace(/:.*$/, '');
    members.values.set(members.last, value.trim());
  } else if (members.last !== null && typeof before === 'string' && line.trim() !== '') {
    members.values.set(members.last, `${before}\n${line.trim()}`);
  }
}

/** The innermost becomes the value of the member that opened it. */
function close(open: Members[], whole: object[]): void {
  const members = open.pop();
  if (members === undefined) return;
  const { values } = members;
  const isList = values.size > 0 && [...values.keys()].every((name, index) => name === String(index));
  const value = isList ? [...values.values()] : Object.fromEntries(values);
  const outer = open.at(-1);
  if (outer === undefined || outer.last === null) whole.push(value);
  else outer.values.set(outer.last, value);
}

function dumped(text: string): string {
  const value = text.trim();
  const scalar = /^(?:string\(\d+\) "(.*)"|(?:int|float|bool)\((.*)\))$/.exec(value);
  if (scalar !== null) return scalar[1] ?? scalar[2] ?? '';
  return /^(array|object|Array|stdClass|NULL)\b/.test(value) ? '' : value;
}
