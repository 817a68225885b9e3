# One file for the image of each service:
#   ./mvnw -DskipTests package && docker build --build-arg SERVICE=gateway -t chatspace/gateway .
# Every instruction is known to the classic builder too, so that BuildKit is not needed.
ARG BASE=eclipse-temurin:25-jre

FROM ${BASE} AS layers
ARG SERVICE
WORKDIR /layers
COPY ${SERVICE}/target/${SERVICE}-*-app.jar app.jar
RUN java -Djarmode=tools -jar app.jar extract --layers --destination extracted

FROM ${BASE}
ARG SERVICE
WORKDIR /app
# From what changes least to what changes most: a new release of the service is a small layer.
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY deploy/docker/ ./
# A rehearsal of the start fills a cache of loaded and linked classes: a start then takes a third of the time. It fits this JVM,
# these jars and these flags only, so it is made here.
RUN /app/rehearse
# Nobody in particular: no name, no home, nothing that it may write but /tmp.
USER 10001:10001
ENV MANAGEMENT_SERVER_PORT=9000 \
    MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE=health,info,prometheus \
    LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs
LABEL org.opencontainers.image.title="chatspace ${SERVICE}" \
      org.opencontainers.image.licenses="Apache-2.0"
EXPOSE 9000
HEALTHCHECK --interval=5s --timeout=4s --start-period=90s --retries=5 CMD ["/app/health"]
ENTRYPOINT ["/app/start"]
