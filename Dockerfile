# Backline's API and worker in one image; BACKLINE_ROLE says which a container is.
FROM node:22-bookworm-slim AS build
WORKDIR /backline
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/package.json
COPY server/bin server/bin
COPY web/package.json web/package.json
RUN npm ci
COPY . .
RUN node scripts/prepare.mjs && npm prune --omit=dev

FROM node:22-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
WORKDIR /backline
COPY --from=build --chown=node:node /backline/package.json ./
COPY --from=build --chown=node:node /backline/node_modules node_modules
COPY --from=build --chown=node:node /backline/server server
COPY --from=build --chown=node:node /backline/web/dist web/dist
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 BACKLINE_DATA_DIR=/data
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "if (process.env.BACKLINE_ROLE === 'worker') process.exit(0); fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server/dist/src/main.js"]
