package pagoda.broker.nodes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RabbitMQ nodes that form a cluster on this machine. */
public final class RabbitCluster implements AutoCloseable {
  private final ErlangHost host = new ErlangHost();
  private final List<RabbitNode> nodes = new ArrayList<>();

  private RabbitCluster() {}

  /** Starts so many nodes, with further lines of {@code rabbitmq.conf}, that find each other. */
  public static RabbitCluster start(int size, String... settings) throws Exception {
    RabbitCluster cluster = new RabbitCluster();
    try {
      cluster.nodes.add(new RabbitNode(cluster.host, false, settings));
      for (int i = 1; i < size; i++) {
        cluster.nodes.add(new RabbitNode(cluster.host, false, cluster.joining(settings)));
      }
      cluster.startAll();
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private String[] joining(String... settings) {
    List<String> lines = new ArrayList<>(Arrays.asList(settings));
    lines.add("cluster_formation.peer_discovery_backend = classic_config");
    lines.add("cluster_formation.classic_config.nodes.1 = " + nodes.getFirst().name());
    return lines.toArray(String[]::new);
  }

  private void startAll() throws Exception {
    nodes.getFirst().start();
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> others = new ArrayList<>();
      for (RabbitNode node : nodes.subList(1, nodes.size())) {
        others.add(
            starting.submit(() -> {
              node.start();
              return null;
            }));
      }
      for (Future<Void> other : others) {
        other.get();
      }
    }
  }

  /** A node, counted from 0. */
  public RabbitNode node(int index) {
    return nodes.get(index);
  }

  /** The URLs of all nodes, separated by commas. */
  public String urls() {
    return urls(0);
  }

  /** The same, beginning with one of them, which is tried first. */
  public String urls(int first) {
    return IntStream.range(0, nodes.size())
        .mapToObj(i -> nodes.get((first + i) % nodes.size()).url())
        .collect(Collectors.joining(","));
  }

  /** Kills every node and deletes what they stored. */
  @Override
  public void close() {
    nodes.forEach(RabbitNode::close);
    host.close();
  }
}
