import { inflateSync } from 'node:zlib';
import { readIdCard } from '@khop/shared/id-card';
import { judgeCheckability } from '@khop/shared/identity';
import { expect, test } from 'vitest';
import { judgeMatch } from '../registry/match.ts';
import { cardFrame, qrModules, toPng, toY4m } from './card-image.ts';
import { type CardCase, issuedOn, payloadOf, pickCards, populationListOf } from './cards.ts';
import { cardsPage } from './cards-page.ts';
import { makeCommune } from './commune.ts';

const commune = makeCommune({ seed: 3, size: 5000 });
const cards = pickCards(commune);
const population = populationListOf(commune, cards);

test('every ID card of the commune reads back as accepted, field by field', () => {
  for (const person of commune.persons) {
    if (person.citizen?.number == null) continue;
    for (const layout of ['id-2021', 'id-2024'] as const) {
      const reading = readIdCard(payloadOf(person, layout), '2026-11-21');
      expect([person.key, reading.outcome]).toEqual([person.key, 'accepted']);
      expect(reading.card).toEqual({
        number: person.citizen.number,
        oldNumber: person.citizen.oldNumber,
        fullName: person.fullName,
        birthDate: person.birthDate,
        sex: person.sex,
        address: person.address,
        issuedOn: issuedOn(person),
      });
    }
  }
});

test('the sheet shows each case once, each by somebody else', () => {
  expect(new Set(cards.map((card) => card.case)).size).toBe(15);
  expect(new Set(cards.map(({ person }) => person.key)).size).toBe(15);
});

test('a small commune has a whole sheet too', () => {
  for (let seed = 1; seed <= 5; seed++) {
    expect(pickCards(makeCommune({ seed, size: 1000 }))).toHaveLength(15);
  }
});

test('each card leads where its caption says', () => {
  const verdictOf = (name: CardCase) => {
    const card = cards.find((each) => each.case === name);
    const reading = readIdCard(card?.payload ?? '');
    if (reading.outcome === 'refused' || reading.card === null) return reading.problem;
    const { number, fullName, sex, birthDate } = reading.card;
    const judged = judgeCheckability({
      fullName: fullName ?? '',
      sex,
      birthDate,
      number: number === null ? null : { kind: 'personal-id', value: number },
      oldNumber: null,
      nationality: 'VN',
    });
    return judged.state === 'checkable'
      ? judgeMatch(judged.fields, population, 'strict')
      : judged.state;
  };
  for (const name of ['match', 'match-2024', 'child', 'year-only', 'apostrophe', 'worn'] as const) {
    expect([name, verdictOf(name)]).toEqual([name, 'match']);
  }
  for (const name of ['site-wrong-name', 'site-wrong-birth', 'site-lost-marks'] as const) {
    expect([name, verdictOf(name)]).toEqual([name, 'match']);
  }
  expect(verdictOf('population-wrong-name')).toBe('mismatch');
  expect(verdictOf('population-unknown')).toBe('mismatch');
  expect(verdictOf('insurance')).toBe('health-insurance');
});

test('the sheet says that it is synthetic and holds neither script nor inline style', () => {
  const html = cardsPage(cards, '/demo/cards.css');
  expect(html).toContain('DỮ LIỆU GIẢ LẬP');
  expect(html.match(/<article/g)).toHaveLength(15);
  expect(html).not.toMatch(/<script|<style|style=|\son\w+=/);
});

test('a frame holds the code, dark on light, and a worn one still differs', () => {
  const payload = cards[0]?.payload ?? '';
  const frame = cardFrame(payload, { width: 640, height: 480, modulePx: 5 });
  const modules = qrModules(payload);
  const left = Math.round((640 - (modules.length + 8) * 5) / 2);
  const top = Math.round((480 - (modules.length + 8) * 5) / 2);
  for (const [y, row] of modules.entries()) {
    for (const [x, isBlack] of row.entries()) {
      const at = (top + (y + 4) * 5 + 2) * 640 + left + (x + 4) * 5 + 2;
      expect((frame.luma[at] ?? 0) < 128).toBe(isBlack);
    }
  }
  const worn = cardFrame(payload, { width: 640, height: 480, modulePx: 5, wear: 1 });
  expect(worn.luma).not.toEqual(frame.luma);
  expect(cardFrame(payload, { width: 640, height: 480, modulePx: 5, wear: 1 })).toEqual(worn);
});

test('films and pictures are built as their readers want them', () => {
  const frame = cardFrame('x', { width: 200, height: 150, modulePx: 3 });
  const film = toY4m([frame, frame], 10);
  const head = 'YUV4MPEG2 W200 H150 F10:1 Ip A1:1 C420mpeg2\n';
  expect(Buffer.from(film).toString('latin1', 0, head.length)).toBe(head);
  expect(film.length).toBe(head.length + 2 * ('FRAME\n'.length + 200 * 150 * 1.5));
  const png = Buffer.from(toPng(frame));
  expect(png.readUInt32BE(16)).toBe(200);
  const length = png.readUInt32BE(33);
  expect(inflateSync(png.subarray(41, 41 + length))).toHaveLength(150 * 201);
});
