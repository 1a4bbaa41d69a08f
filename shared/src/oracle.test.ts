import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alarmingFields, judgeQuestion, mayRelease, ORACLE_LIMITS } from './oracle.ts';

const none = { isKnown: false, variantsToday: 0, variantsEver: 0, questionsToday: 0 };
const count = fc.nat({ max: 1000 });

test('[G1] the fifth content of a day is asked, the sixth waits; the twentieth ever, and the 300th', () => {
  expect(judgeQuestion({ ...none, variantsToday: 4 })).toBe('ask');
  expect(judgeQuestion({ ...none, variantsToday: 5 })).toBe('variants-today');
  expect(judgeQuestion({ ...none, variantsEver: 19 })).toBe('ask');
  expect(judgeQuestion({ ...none, variantsEver: 20 })).toBe('variants-ever');
  expect(judgeQuestion({ ...none, questionsToday: 299 })).toBe('ask');
  expect(judgeQuestion({ ...none, questionsToday: 300 })).toBe('questions-today');
});

test('[G1] asking the same again is always free, and having asked more never helps', () => {
  fc.assert(
    fc.property(count, count, count, fc.nat({ max: 3 }), (today, ever, user, more) => {
      const before = { variantsToday: today, variantsEver: ever, questionsToday: user };
      expect(judgeQuestion({ ...before, isKnown: true })).toBe('ask');
      const judged = judgeQuestion({ ...before, isKnown: false });
      const isWithin =
        today < ORACLE_LIMITS.variantsADay &&
        ever < ORACLE_LIMITS.variantsEver &&
        user < ORACLE_LIMITS.questionsADay;
      expect(judged === 'ask').toBe(isWithin);
      const worse = {
        isKnown: false,
        variantsToday: today + more,
        variantsEver: ever + more,
        questionsToday: user + more,
      };
      if (judged !== 'ask') expect(judgeQuestion(worse)).not.toBe('ask');
    }),
  );
});

test('[G1] whoever asks day after day comes to an end without a second person', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 12 }), { maxLength: 60 }), (days) => {
      let ever = 0;
      for (const wishes of days) {
        let today = 0;
        for (let wish = 0; wish < wishes; wish++) {
          const before = { ...none, variantsToday: today, variantsEver: ever };
          if (judgeQuestion(before) !== 'ask') continue;
          today += 1;
          ever += 1;
        }
        expect(today).toBeLessThanOrEqual(ORACLE_LIMITS.variantsADay);
      }
      expect(ever).toBeLessThanOrEqual(ORACLE_LIMITS.variantsEver);
    }),
  );
});

test('[G3] nobody who typed one lets one through', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (who, typedBy) => {
      expect(mayRelease(who, [...typedBy, who])).toBe(false);
      expect(mayRelease(who, typedBy)).toBe(!typedBy.includes(who));
    }),
  );
});

test('[G4] the fourth value of one field is an alert', () => {
  const tried = { fullName: 1, sex: 2, birthDate: 3, number: 3 };
  expect(alarmingFields(tried)).toEqual([]);
  expect(alarmingFields({ ...tried, birthDate: 4 })).toEqual(['birthDate']);
});
