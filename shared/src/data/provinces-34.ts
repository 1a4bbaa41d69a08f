/**
 * The 34 provinces since 1 July 2025, as of the edition of 30 April 2026, and the codes of the
 * 63-province edition each was made of.
 * Source: project table `provinces-34.csv` (code, full_name, merged_from_old_codes).
 */
export const PROVINCES_34: ReadonlyMap<string, { name: string; from: readonly string[] }> = new Map(
  [
    ['01', { name: 'Thành phố Hà Nội', from: ['001'] }],
    ['04', { name: 'Tỉnh Cao Bằng', from: ['004'] }],
    ['08', { name: 'Tỉnh Tuyên Quang', from: ['002', '008'] }],
    ['11', { name: 'Tỉnh Điện Biên', from: ['011'] }],
    ['12', { name: 'Tỉnh Lai Châu', from: ['012'] }],
    ['14', { name: 'Tỉnh Sơn La', from: ['014'] }],
    ['15', { name: 'Tỉnh Lào Cai', from: ['010', '015'] }],
    ['19', { name: 'Tỉnh Thái Nguyên', from: ['006', '019'] }],
    ['20', { name: 'Tỉnh Lạng Sơn', from: ['020'] }],
    ['22', { name: 'Tỉnh Quảng Ninh', from: ['022'] }],
    ['24', { name: 'Tỉnh Bắc Ninh', from: ['024', '027'] }],
    ['25', { name: 'Tỉnh Phú Thọ', from: ['017', '025', '026'] }],
    ['31', { name: 'Thành phố Hải Phòng', from: ['030', '031'] }],
    ['33', { name: 'Tỉnh Hưng Yên', from: ['033', '034'] }],
    ['37', { name: 'Tỉnh Ninh Bình', from: ['035', '036', '037'] }],
    ['38', { name: 'Tỉnh Thanh Hoá', from: ['038'] }],
    ['40', { name: 'Tỉnh Nghệ An', from: ['040'] }],
    ['42', { name: 'Tỉnh Hà Tĩnh', from: ['042'] }],
    ['44', { name: 'Tỉnh Quảng Trị', from: ['044', '045'] }],
    ['46', { name: 'Thành phố Huế', from: ['046'] }],
    ['48', { name: 'Thành phố Đà Nẵng', from: ['048', '049'] }],
    ['51', { name: 'Tỉnh Quảng Ngãi', from: ['051', '062'] }],
    ['52', { name: 'Tỉnh Gia Lai', from: ['052', '064'] }],
    ['56', { name: 'Tỉnh Khánh Hoà', from: ['056', '058'] }],
    ['66', { name: 'Tỉnh Đắk Lắk', from: ['054', '066'] }],
    ['68', { name: 'Tỉnh Lâm Đồng', from: ['060', '067', '068'] }],
    ['75', { name: 'Thành phố Đồng Nai', from: ['070', '075'] }],
    ['79', { name: 'Thành phố Hồ Chí Minh', from: ['074', '077', '079'] }],
    ['80', { name: 'Tỉnh Tây Ninh', from: ['072', '080'] }],
    ['82', { name: 'Tỉnh Đồng Tháp', from: ['082', '087'] }],
    ['86', { name: 'Tỉnh Vĩnh Long', from: ['083', '084', '086'] }],
    ['91', { name: 'Tỉnh An Giang', from: ['089', '091'] }],
    ['92', { name: 'Thành phố Cần Thơ', from: ['092', '093', '094'] }],
    ['96', { name: 'Tỉnh Cà Mau', from: ['095', '096'] }],
  ],
);
