import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BarcodeFormat, DecodeHintType } from './zxing-js-stub.ts';

const require = createRequire(import.meta.url);
const text = (path: string) => readFileSync(require.resolve(`html5-qrcode/${path}`), 'utf8');

type Inside = Record<'qrcode' | 'qrRegion', unknown> & {
  qrcode: { decodeAsync?: unknown; decodeRobustlyAsync?: unknown };
};

describe('what we reach for inside html5-qrcode', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('it is the release we know', () => {
    expect(JSON.parse(text('package.json')).version).toBe('2.3.8');
  });

  test('an instance has the decoder object and the region that the camera replaces', () => {
    vi.stubGlobal('document', { getElementById: () => ({}) });
    vi.stubGlobal('window', {});
    const { Html5Qrcode } = require('html5-qrcode');
    const inside = new Html5Qrcode('any', { verbose: false }) as Inside;
    expect(inside.qrcode.decodeAsync).toBeTypeOf('function');
    expect(inside.qrcode.decodeRobustlyAsync).toBeTypeOf('function');
    expect(Object.hasOwn(inside, 'qrRegion')).toBe(true);
  });

  test('the build we bundle asks that object for every frame and draws that region', () => {
    const source = text('esm/html5-qrcode.js');
    expect(source).toContain('this.qrcode.decodeAsync(this.canvasElement)');
    expect(source).toContain('this.qrRegion.width * widthRatio');
    expect(source).toContain('0, 0, this.qrRegion.width, this.qrRegion.height)');
  });

  test('the stub has every name its own decoder touches while it is built', () => {
    const source = text('esm/zxing-html5-qrcode-decoder.js');
    expect(source).toContain('from "../third_party/zxing-js.umd"');
    const touched = (group: string) =>
      [...source.matchAll(new RegExp(`ZXing\\.${group}\\.(\\w+)`, 'g'))].map(([, name]) => name);
    expect(touched('BarcodeFormat').length).toBeGreaterThan(10);
    expect(Object.keys(BarcodeFormat)).toEqual(expect.arrayContaining(touched('BarcodeFormat')));
    expect(Object.keys(DecodeHintType)).toEqual(expect.arrayContaining(touched('DecodeHintType')));
  });
});
