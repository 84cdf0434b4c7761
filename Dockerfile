# Two stages: Maven builds the jar, a JRE runs it. The base images are arguments so that an air-gapped site can name its own.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-17
ARG RUN_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
# The dependencies first: this layer is made again only when the pom changes.
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -B -ntp dependency:go-offline -DskipTests || true
COPY src/main src/main
RUN mvn -B -ntp package -Dmaven.test.skip=true -Dspotless.check.skip=true

FROM ${RUN_IMAGE}
LABEL org.opencontainers.image.title="ECG Analyzer" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.description="Takes electrocardiograms over a REST API and returns measurements. Not for diagnosis."
# Everything the service writes is under /data and /tmp; the rest of the file system may be read-only.
RUN groupadd --system --gid 10001 ecg \
    && useradd --system --uid 10001 --gid ecg --no-create-home --shell /usr/sbin/nologin ecg \
    && mkdir /data /certificates && chown ecg:ecg /data /certificates
COPY --from=build /src/target/ecg-analyzer.jar /opt/ecg-analyzer/ecg-analyzer.jar
COPY conf/ecg.yaml /opt/ecg-analyzer/conf/ecg.yaml
USER ecg
WORKDIR /opt/ecg-analyzer
ENV ECG_DATA_DIR=/data \
    ECG_HTTP_HOST=0.0.0.0 \
    ECG_MANAGEMENT_HOST=0.0.0.0 \
    ECG_LOG_FORMAT=json \
    ECG_DATABASE_MODE=external \
    ECG_REDIS_MODE=external \
    ECG_BROKER_MODE=external \
    JAVA_TOOL_OPTIONS="-XX:+IgnoreUnrecognizedVMOptions -XX:MaxRAMPercentage=60 -XX:MaxInlineLevel=9 -XX:FreqInlineSize=80 -XX:InlineSmallCode=800 -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
VOLUME /data
EXPOSE 8000 9000
# The shell's own TCP, because a JRE image brings neither curl nor wget.
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/9000 && printf 'GET /health/ready HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["java", "-jar", "ecg-analyzer.jar"]
CMD ["serve"]
