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
COPY --from=build /backline/package.json ./
COPY --from=build /backline/node_modules node_modules
COPY --from=build /backline/server/package.json server/package.json
COPY --from=build /backline/server/bin server/bin
COPY --from=build /backline/server/dist server/dist
COPY --from=build /backline/web/dist web/dist
# The embedded database's folder; with DATABASE_URL nothing is kept in it.
RUN mkdir /data && chown node:node /data
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 BACKLINE_DATA_DIR=/data BACKLINE_METRICS_HOST=0.0.0.0 BACKLINE_METRICS_PORT=9464
# Everything belongs to root: the process cannot change its own program.
USER node
EXPOSE 4000 9464
# The same for both roles: the API is ready when its database answers, a worker when it also takes jobs.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.BACKLINE_METRICS_PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "server/dist/src/main.js"]
