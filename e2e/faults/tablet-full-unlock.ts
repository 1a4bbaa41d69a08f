import { expect as expectSoon } from '@playwright/test';
import { HA, type Nurse } from '../journeys/nurse.ts';
import { FULL, type Room } from './tablet-storage.ts';

const expect = expectSoon.configure({ timeout: 20_000 });
const WRONG = '62518493';

/**
 * [L8] A locked tablet without any room: right and wrong PINs are answered alike, that the storage is
 * full, and count for nothing; with room again the right one opens.
 */
export async function unlocksWhenFull(self: Nurse, room: Room): Promise<void> {
  const tries = async (pin: string) => {
    await self.page.keyboard.type(pin);
    // Not by touch: a machine under load makes a long press of it.
    await self.page.keyboard.press('Enter');
  };
  await self.locks();
  await room.take('nothing');
  const said = self.page.getByRole('alert').filter({ hasText: FULL });
  for (const pin of [WRONG, HA.pin, ...Array<string>(6).fill(WRONG), HA.pin]) {
    await tries(pin);
    await expect(said).toContainText('Chưa thử được mã PIN.');
    // Answered, and the pad is empty again.
    await expect(self.button('Mở khóa')).toBeDisabled();
  }
  await room.giveBack();
  // Chromium believes for a while that the disk is still full; a person types once more.
  await expect(async () => {
    await tries(HA.pin);
    await expect(self.page.getByLabel('Tìm người')).toBeVisible({ timeout: 3000 });
  }).toPass({ timeout: 90_000 });
}
