# The bot for production: docker build -t business-chat-bot . (docs/deploy.md). Same Node as the npm scripts bring.
FROM node:24.18.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

# What runs, and no more. Web Chat is one file of half a gigabyte of packages: the packages go, the file is copied below.
FROM node:24.18.1-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts && npm rebuild botbuilder-dialogs
RUN npm uninstall --omit=dev --omit=optional --ignore-scripts --no-save botframework-webchat react react-dom

FROM node:24.18.1-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/node_modules/botframework-webchat/package.json ./node_modules/botframework-webchat/
COPY --from=build /app/node_modules/botframework-webchat/lib/index.js ./node_modules/botframework-webchat/lib/
COPY --from=build /app/node_modules/botframework-webchat/dist/webchat.js ./node_modules/botframework-webchat/dist/
COPY --from=build /app/lib ./lib
# Only an SQLite file needs it; with PostgreSQL the whole file system may be read-only.
RUN install -d -o 1000 -g 1000 data
# The account "node" of the image, by number, so that Kubernetes can see that it is not root.
USER 1000
EXPOSE 3978
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3978}/livez`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--enable-source-maps", "--max-semi-space-size=16", "--max-old-space-size=512", "lib/index.js"]
