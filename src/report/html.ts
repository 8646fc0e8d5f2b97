import { spellOut } from '../spell-out.ts';

/** What a template may hold: texts are escaped, `Html` is not, lists are joined, nothing stays nothing. */
export type Printable = string | number | Html | null | undefined | false | readonly Printable[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string, inAttribute: boolean): string {
  return spellOut(text).replace(inAttribute ? /[&<>"']/g : /[&<>]/g, (character) => entities[character] ?? character);
}

function print(value: Printable, inAttribute: boolean): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  if (typeof value === 'object') return value.map((one) => print(one, inAttribute)).join('');
  return escapeText(String(value), inAttribute);
}

/** Markup that is safe to be put into a page. Only the `html` tag makes it. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static tag(strings: TemplateStringsArray, ...values: readonly Printable[]): Html {
    let quotes = 0;
    const parts = strings.map((text, index) => {
      // An odd number of quotes before a value: one is open, so the value stands in an attribute.
      quotes += text.split('"').length - 1;
      return text + print(values[index], quotes % 2 === 1);
    });
    return new Html(parts.join(''));
  }

  toString(): string {
    return this.#markup;
  }
}

/** Markup as a tagged template; every value in it is escaped. Attributes with a value in them stand in quotes. */
export const html = Html.tag;
