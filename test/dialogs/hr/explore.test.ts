import { JobChat, sandboxForTests } from '../../helpers/jobChat';
const sandbox = sandboxForTests();
const scripts: string[][] = (process.env['SAY'] ?? '').split('||').map((one) => one.split('|'));
test.each(scripts.map((script) => [script]))('%j', async (script) => {
  const job = await JobChat.start(sandbox(), (process.env['ROLE'] as 'employee') ?? 'employee');
  for (const line of script) {
    const heard = await job.say(line);
    process.stdout.write(`> ${line}\n${heard.join('\n')}\n\n`);
  }
  await job.close();
});
