import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { characterOf, stepWedge, WEDGE_IDLE, type WedgeKey } from './wedge.ts';

const press = (key: string, timeMs: number, code = ''): WedgeKey => ({
  key,
  code,
  shiftKey: false,
  timeMs,
});

/** Feeds keys and answers the scans they made. */
function scansOf(keys: readonly WedgeKey[]): string[] {
  let state = WEDGE_IDLE;
  const scans: string[] = [];
  for (const key of keys) {
    const step = stepWedge(state, key);
    state = step.state;
    if (step.scanned !== null) scans.push(step.scanned);
  }
  return scans;
}

const typed = (text: string, gapMs: number, endKey: string, from = 1000) => [
  ...[...text].map((letter, i) => press(letter, from + i * gapMs)),
  press(endKey, from + text.length * gapMs, endKey),
];

const printable = fc.string({
  unit: fc.constantFrom(...'abcXYZ|0123456789 ,-'),
  minLength: 6,
  maxLength: 200,
});

describe('hand scanners that type', () => {
  test('a burst ended by Enter or Tab is one scan with every character', () => {
    fc.assert(
      fc.property(
        printable,
        fc.integer({ min: 0, max: 49 }),
        fc.constantFrom('Enter', 'Tab'),
        (text, gap, end) => {
          expect(scansOf(typed(text, gap, end))).toEqual([text]);
        },
      ),
    );
  });

  test('typing by hand, 50 ms or more between keys, is never a scan', () => {
    fc.assert(
      fc.property(printable, fc.integer({ min: 50, max: 400 }), (text, gap) => {
        expect(scansOf(typed(text, gap, 'Enter'))).toEqual([]);
      }),
    );
  });

  test('letters typed by hand before a burst do not stand in the scan', () => {
    fc.assert(
      fc.property(printable, printable, (before, text) => {
        const slow = typed(before, 120, 'a').slice(0, -1);
        const from = 1000 + before.length * 120 + 500;
        expect(scansOf([...slow, ...typed(text, 10, 'Enter', from)])).toEqual([text]);
      }),
    );
  });

  test('two bursts are two scans', () => {
    const both = [...typed('097157041209', 5, 'Enter'), ...typed('098931360839', 5, 'Tab', 5000)];
    expect(scansOf(both)).toEqual(['097157041209', '098931360839']);
  });

  test('shift keys inside a burst neither break it nor stand in it', () => {
    const keys = [...typed('09715704', 5, 'x').slice(0, -1), press('Shift', 1041, 'ShiftLeft')];
    expect(scansOf([...keys, press('|', 1045), press('Enter', 1050, 'Enter')])).toEqual([
      '09715704|',
    ]);
  });

  test('fewer than six fast keys and an Enter stay a person’s', () => {
    expect(scansOf(typed('12345', 10, 'Enter'))).toEqual([]);
  });

  test('more than 4,096 keys are thrown away whole', () => {
    expect(scansOf(typed('7'.repeat(4097), 1, 'Enter'))).toEqual([]);
    expect(scansOf(typed('7'.repeat(4096), 1, 'Enter'))).toEqual(['7'.repeat(4096)]);
  });

  test('a burst keeps its keys from the fields from the sixth key on', () => {
    let state = WEDGE_IDLE;
    const isBurst = typed('0971570', 5, 'Enter').map((key) => {
      const step = stepWedge(state, key);
      state = step.state;
      return step.isBurst;
    });
    expect(isBurst).toEqual([false, false, false, false, false, true, true, true]);
  });
});

describe('characters under an input method', () => {
  test('a digit key is its digit whatever the layout or VNI makes of it', () => {
    for (const key of ['1', 'ă', '&', 'Process', 'Dead'])
      expect(characterOf({ key, code: 'Digit1', shiftKey: false, timeMs: 0 })).toBe('1');
    expect(characterOf({ key: '!', code: 'Digit1', shiftKey: true, timeMs: 0 })).toBe('!');
  });

  test('letters and the bar are read from their place where the input method hides them', () => {
    const hidden = (code: string, shiftKey: boolean) =>
      characterOf({ key: 'Process', code, shiftKey, timeMs: 0 });
    expect([hidden('KeyN', true), hidden('Keyn', true), hidden('KeyA', false)]).toEqual([
      'N',
      '',
      'a',
    ]);
    expect(hidden('Backslash', true)).toBe('|');
    expect(hidden('F5', false)).toBe('');
  });
});
