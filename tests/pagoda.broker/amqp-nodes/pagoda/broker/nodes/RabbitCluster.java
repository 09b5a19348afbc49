package pagoda.broker.nodes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** RabbitMQ nodes that form a cluster on this machine. */
public final class RabbitCluster implements AutoCloseable {
  private final ErlangHost host = new ErlangHost();
  private final List<RabbitNode> nodes = new ArrayList<>();

  private RabbitCluster() {}

  /** Starts so many nodes, with further lines of {@code rabbitmq.conf}, and joins them. */
  public static RabbitCluster start(int size, String... settings) throws Exception {
    RabbitCluster cluster = new RabbitCluster();
    try {
      for (int i = 0; i < size; i++) {
        cluster.add(settings);
      }
      return cluster;
    } catch (Exception | AssertionError e) {
      cluster.close();
      throw e;
    }
  }

  private void add(String... settings) throws Exception {
    RabbitNode node = new RabbitNode(host, false, settings);
    nodes.add(node);
    node.start();
    if (nodes.size() > 1) {
      node.ctl("stop_app");
      node.ctl("join_cluster", nodes.getFirst().name());
      node.ctl("start_app");
    }
  }

  /** A node, counted from 0. */
  public RabbitNode node(int index) {
    return nodes.get(index);
  }

  /** The URLs of all nodes, separated by commas. */
  public String urls() {
    return nodes.stream().map(RabbitNode::url).collect(Collectors.joining(","));
  }

  /** Kills every node and deletes what they stored. */
  @Override
  public void close() {
    nodes.forEach(RabbitNode::close);
    host.close();
  }
}
