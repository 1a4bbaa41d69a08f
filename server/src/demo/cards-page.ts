import { formatPartialDate } from '@khop/shared/partial-date';
import { qrModules } from './card-image.ts';
import type { DemoCard } from './cards.ts';

const LAYOUT_NAMES: Record<DemoCard['layout'], string> = {
  'id-2021': 'Căn cước công dân (2021)',
  'id-2024': 'Thẻ căn cước (2024)',
  'pc-covid': 'Mã PC-Covid',
  insurance: 'Thẻ bảo hiểm y tế',
};

/**
 * The sheet of demonstration cards, to be printed on A4 or held on a screen and scanned with a real
 * phone. No script and no inline style: it stands under the office's own CSP. `stylesheet` is the
 * address of `CARDS_CSS`.
 */
export function cardsPage(cards: readonly DemoCard[], stylesheet: string): string {
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Khớp: thẻ dùng thử (dữ liệu giả lập)</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body>
<header><h1>Thẻ dùng thử</h1><p class="synthetic">DỮ LIỆU GIẢ LẬP</p>
<p>Mọi người, số và địa chỉ trên tờ này đều do máy tạo ra, không phải của ai.</p></header>
<main>
${cards.map(cardHtml).join('\n')}
</main>
</body>
</html>
`;
}

function cardHtml(card: DemoCard): string {
  const { person, layout, caption } = card;
  const number = person.citizen?.number ?? '';
  const rows = [
    ['Số', layout === 'insurance' ? 'DN 4 66 66 000 00000' : number],
    ['Họ và tên', person.fullName],
    ['Ngày sinh', formatPartialDate(person.birthDate)],
    ['Giới tính', person.sex === 'male' ? 'Nam' : 'Nữ'],
    ['Nơi ở', person.address],
  ];
  const facts = rows.map(([term, value]) => fact(term, value)).join('');
  return `<article class="card" data-case="${card.case}">
<h2>${escapeHtml(LAYOUT_NAMES[layout])}<span class="synthetic">GIẢ LẬP</span></h2>
<div class="sides">${qrSvg(card)}<dl>${facts}</dl></div>
<p class="caption">${escapeHtml(caption)}</p>
</article>`;
}

function fact(term = '', value = ''): string {
  return `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(value)}</dd></div>`;
}

/** The code as one path; a worn one with scratches the error correction has to mend. */
export function qrSvg({ payload, isWorn }: Pick<DemoCard, 'payload' | 'isWorn'>): string {
  const modules = qrModules(payload, isWorn);
  const size = modules.length + 8;
  let path = '';
  for (const [y, row] of modules.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (row[x] !== true) continue;
      const from = x;
      while (row[x + 1] === true) x += 1;
      path += `M${from + 4} ${y + 4}h${x - from + 1}v1h-${x - from + 1}z`;
    }
  }
  const ink = isWorn ? '#555' : '#000';
  const middle = size / 2;
  const wear = isWorn
    ? `<g stroke="#fff" stroke-width="0.9"><path d="M4 ${middle + 3}L${size - 4} ${middle - 2}"/><path d="M${middle + 5} 12L${middle - 1} ${size - 4}"/></g><circle cx="${middle + 8}" cy="${middle + 9}" r="2.4" fill="#bbb"/>`
    : '';
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="Mã QR"><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="${ink}" shape-rendering="crispEdges"/>${wear}</svg>`;
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

export const CARDS_CSS = `
@page { size: A4; margin: 10mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 190mm; padding: 16px; background: #fff; color: #000;
  font: 14px/1.5 "Be Vietnam Pro", system-ui, sans-serif; }
h1 { font-size: 22px; margin: 0; }
header p { margin: 0 0 8px; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(86mm, 1fr)); gap: 6mm; }
.card { border: 1px solid #000; border-radius: 4mm; padding: 3mm; break-inside: avoid; }
.card h2 { font-size: 14px; margin: 0 0 2mm; display: flex; justify-content: space-between; }
.sides { display: flex; gap: 3mm; }
.qr { width: 34mm; height: 34mm; flex: none; }
dl { margin: 0; font-size: 12px; line-height: 1.35; min-width: 0; overflow-wrap: anywhere; }
dt { color: #555; font-size: 10px; }
dd { margin: 0 0 1mm; font-weight: 700; }
.caption { margin: 2mm 0 0; border-top: 1px solid #999; padding-top: 1mm; font-size: 12px; }
.synthetic { font-weight: 700; letter-spacing: 0; border: 1px solid #000; padding: 0 2mm; }
header .synthetic { display: inline-block; }
`;
