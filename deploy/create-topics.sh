#!/bin/sh
# Creates the pipeline's topics where they do not exist. Needs Kafka's own tools, as the apache/kafka image has them.
#   BOOTSTRAP_SERVERS   host:port
#   PARTITIONS          the most replicas of one service that can work at once (8)
#   REPLICATION_FACTOR  copies of each message (1)
set -eu
topics=${TOPICS_FILE:-$(dirname "$0")/topics}

while read -r name retention cleanup largest timestamps; do
  case $name in '' | '#'*) continue ;; esac
  /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --create --if-not-exists --topic "$name" \
    --partitions "${PARTITIONS:-8}" --replication-factor "${REPLICATION_FACTOR:-1}" \
    --config "retention.ms=$retention" --config "cleanup.policy=$cleanup" --config "max.message.bytes=$largest" \
    --config "message.timestamp.type=$timestamps"
done <"$topics"
