const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const dayNames = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const time = '(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})';

// The three forms of RFC 9110 §5.6.7, in its order: IMF-fixdate, RFC 850, asctime.
const forms = [
  new RegExp(`^${dayNames}, (?<day>\\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${time} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, (?<day>\\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\\d{2}) ${time} GMT$`),
  new RegExp(`^${dayNames} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})$`),
];

/**
 * An HTTP-date in milliseconds since the epoch, or null when it is malformed.
 *
 * `now` places the two-digit years of RFC 850: one more than 50 years ahead means the century before.
 */
export function parseHttpDate(text: string, now: number): number | null {
  const groups = forms.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return null;
  const { day, hour, minute, second } = groups;
  const month = months.indexOf(groups['month'] ?? '') + 1;
  const year = fullYear(groups['year'] ?? '', now);
  const clockTime = [Number(hour), Number(minute), Number(second)] as const;
  if (month === 0 || !isDay(year, month, Number(day)) || !isTime(clockTime)) return null;
  const [hours, minutes, seconds] = clockTime;
  return (((daysSinceEpoch(year, month, Number(day)) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

const yearMs = 365.2425 * 24 * 60 * 60 * 1000;

function fullYear(text: string, now: number): number {
  if (text.length === 4) return Number(text);
  const thisYear = 1970 + Math.floor(now / yearMs);
  const year = thisYear - (thisYear % 100) + Number(text);
  return year > thisYear + 50 ? year - 100 : year;
}

function isTime([hours, minutes, seconds]: readonly [number, number, number]): boolean {
  // 60 is a leap second.
  return hours < 24 && minutes < 60 && seconds <= 60;
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const longest = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= longest;
}

// Howard Hinnant's days_from_civil: years begin in March, so that the leap day comes last.
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}
