package org.equipoise.integration.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** A network in memory, which ONNX Runtime runs: one thread for each run, which never spins. */
final class Network implements AutoCloseable {
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String TYPES = "token_type_ids";

  /**
   * What ONNX Runtime 1.29 does with the command line at its start overflows a usual stack if that
   * is long, which ends the process (microsoft/onnxruntime issue 32173).
   */
  private static final long STACK_BYTES = 1L << 30;

  /**
   * Without this, sums of products of 8-bit integers are cut off at 16 bits on x86 processors that
   * have no VNNI instructions, so the same network says something else there (microsoft/onnxruntime
   * pull request 12088).
   */
  private static final String PRECISE = "session.x64quantprecision";

  private final OrtSession session;
  private final String output;

  private Network(OrtSession session, String output) {
    this.session = session;
    this.output = output;
  }

  static Network of(ModelFolder folder) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      environment.setTelemetry(false);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.addConfigEntry("session.inter_op.allow_spinning", "0");
      options.addConfigEntry(PRECISE, "1");
      OrtSession session =
          environment.createSession(folder.path(ModelFolder.NETWORK).toString(), options);
      Set<String> inputs = session.getInputNames();
      if (!inputs.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
        session.close();
        throw folder.refused(
            ModelFolder.NETWORK,
            "the network reads " + inputs,
            "export a classifier of pairs of texts, which reads `input_ids` and perhaps"
                + " `attention_mask` and `token_type_ids`");
      }
      Set<String> outputs = session.getOutputNames();
      String output = outputs.contains("logits") ? "logits" : outputs.iterator().next();
      if (!(Objects.requireNonNull(session.getOutputInfo().get(output)).getInfo()
              instanceof TensorInfo info)
          || info.getShape().length != 2
          || (info.getShape()[1] != 3 && info.getShape()[1] > 0)) {
        session.close();
        throw folder.refused(
            ModelFolder.NETWORK,
            "the output `" + output + "` does not have three numbers for a pair",
            "export a classifier with the labels entailment, neutral and contradiction");
      }
      return new Network(session, output);
    } catch (OrtException e) {
      throw folder.refused(
          ModelFolder.NETWORK, "ONNX Runtime cannot read it: " + e.getMessage(), null);
    }
  }

  private static OrtEnvironment environment() {
    Thread starting = new Thread(null, OrtEnvironment::getEnvironment, "onnxruntime", STACK_BYTES);
    starting.setDaemon(true);
    starting.start();
    try {
      starting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while ONNX Runtime starts", e);
    }
    return OrtEnvironment.getEnvironment();
  }

  /**
   * Returns the three outputs of the network for a pair.
   *
   * @throws IllegalStateException if the network fails
   */
  List<Double> run(List<Integer> ids, List<Integer> types) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(
            name,
            switch (name) {
              case IDS -> tensor(ids);
              case TYPES -> tensor(types);
              default -> tensor(ids.stream().map(it -> 1).toList());
            });
      }
      try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
        OnnxValue value = result.get(0);
        float[][] outputs = (float[][]) value.getValue();
        return IntStream.range(0, outputs[0].length)
            .mapToObj(it -> (double) outputs[0][it])
            .toList();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the model failed: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(List<Integer> numbers) throws OrtException {
    LongBuffer buffer = LongBuffer.wrap(numbers.stream().mapToLong(Integer::longValue).toArray());
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), buffer, new long[] {1, numbers.size()});
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the model cannot be closed: " + e.getMessage(), e);
    }
  }
}
