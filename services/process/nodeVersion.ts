const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

// Checked before anything else is loaded: older versions lack the embedded database, and would say so less clearly.
if (major < 22 || (major === 22 && minor < 13)) {
  console.error(
    `This bot needs Node 22.13 or newer; this is ${process.version}. "npm start" brings its own where the npm package ` +
      '"node" could be installed: run "npm ci" once more, or install a newer Node.',
  );
  process.exit(1);
}
