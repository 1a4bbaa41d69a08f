import type { ScreeningForm, ScreeningQuestion } from '../screening.ts';

/**
 * Screening forms by the day they came into force. 4355/QĐ-BYT of 10 September 2021; its successor
 * 5785/QĐ-BYT is not at hand and becomes a row of its own. `certain: false`: not in the text at hand.
 */
const plain = { onlyFor: null, pressureRisk: false, certain: true } as const;
const women = { onlyFor: 'female', pressureRisk: false, certain: true } as const;

const QUESTIONS_4355: readonly ScreeningQuestion[] = [
  {
    ...plain,
    code: 'anaphylaxis-same-vaccine',
    label: 'Phản vệ với mũi trước hoặc thành phần của vắc xin này',
    suggests: 'contraindicated',
    certain: false,
  },
  {
    ...plain,
    code: 'acute-illness',
    label: 'Đang mắc bệnh cấp tính',
    suggests: 'defer',
    certain: false,
  },
  {
    ...women,
    code: 'pregnancy-under-13-weeks',
    label: 'Mang thai dưới 13 tuần',
    suggests: 'defer',
    certain: false,
  },
  { ...women, code: 'pregnancy', label: 'Mang thai từ 13 tuần', suggests: 'caution' },
  { ...plain, code: 'allergy', label: 'Tiền sử dị ứng với dị nguyên khác', suggests: 'caution' },
  { ...plain, code: 'chronic-disease', label: 'Bệnh nền, bệnh mạn tính', suggests: 'caution' },
  {
    ...plain,
    code: 'cardiovascular',
    label: 'Tăng huyết áp, bệnh tim mạch',
    suggests: 'caution',
    pressureRisk: true,
  },
  {
    ...plain,
    code: 'consciousness',
    label: 'Mất tri giác, mất năng lực hành vi',
    suggests: 'caution',
  },
  {
    ...plain,
    code: 'coagulation',
    label: 'Rối loạn đông máu, cầm máu',
    suggests: 'caution',
  },
  { ...plain, code: 'earlier-reaction', label: 'Phản ứng sau lần tiêm trước', suggests: null },
  { ...plain, code: 'covid-19', label: 'Đã mắc COVID-19', suggests: null },
  { ...plain, code: 'immune-deficiency', label: 'Suy giảm miễn dịch', suggests: null },
  { ...plain, code: 'anticoagulant', label: 'Đang dùng thuốc chống đông', suggests: null },
  { ...women, code: 'lactation', label: 'Đang cho con bú', suggests: null },
];

export const SCREENING_FORMS: readonly ScreeningForm[] = [
  {
    id: '4355/QĐ-BYT',
    source: '4355/QĐ-BYT, 10/09/2021',
    validFrom: '2021-09-10',
    validTo: null,
    questions: QUESTIONS_4355,
    limits: [
      { measure: 'temperature', least: 35.5, most: 37.5, mostAboveUsual: null, appliesTo: 'all' },
      { measure: 'pulse', least: 60, most: 100, mostAboveUsual: null, appliesTo: 'all' },
      { measure: 'respiration', least: null, most: 25, mostAboveUsual: null, appliesTo: 'all' },
      { measure: 'systolic', least: 90, most: 140, mostAboveUsual: 30, appliesTo: 'pressure-risk' },
      { measure: 'diastolic', least: 60, most: 90, mostAboveUsual: 30, appliesTo: 'pressure-risk' },
    ],
    pressureRiskOverYears: 65,
    neverWith: [
      {
        vaccine: 'SPUTNIKV',
        findings: ['pregnancy-under-13-weeks', 'pregnancy', 'lactation'],
      },
    ],
  },
];
