import { expect, test } from 'vitest';
import { findSubcommand, listSubcommands } from './cli.ts';

test('[Z1] two words name a command, the rest are its arguments', () => {
  expect(findSubcommand(['card', 'read', '--today', '2026-11-21'])?.args).toEqual([
    '--today',
    '2026-11-21',
  ]);
});

test('[Z1] an unknown command is none, also when its name is a word of the language', () => {
  for (const words of [[], ['card'], ['nix'], ['toString'], ['__proto__']]) {
    expect(findSubcommand(words)).toBeNull();
  }
  expect(listSubcommands()).toContain('khop card read');
});

test('[Z1] every command in the list can be loaded', async () => {
  const names = listSubcommands().match(/(?<= {2}khop ).+/g) ?? [];
  for (const name of names) {
    const found = findSubcommand(name.split(' '));
    expect((await found?.load())?.run).toBeTypeOf('function');
  }
});
