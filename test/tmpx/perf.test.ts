import { maskSecrets } from '../../dialogs/entities/secrets';
test('perf', () => {
  for (const [name, unit] of [['4 ', '4 '], ['4242', '4242, '], ['card', 'card4111111111111111'], ['pw', 'password is a or '], ['near','password is hunter2 x y z ']] as const)
    for (const n of [25_000, 50_000, 100_000, 200_000]) {
      const text = unit.repeat(n / unit.length);
      const t = performance.now();
      maskSecrets(text);
      console.info(name, n, Math.round(performance.now() - t));
    }
});
