package pagoda.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagoda.testing.ChildProcess;

/** The descriptions are what OpenAPI and AsyncAPI say that such documents are. */
class PublishedSchemasTest {
  private static final String[] INSTALL = {
    "npm",
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "@seriousme/openapi-schema-validator@2.11.0",
    "@asyncapi/specs@6.11.1",
    "ajv@8.20.0"
  };

  private static final String VALIDATE =
      """
      import { readFileSync } from 'node:fs';
      import { Validator } from '@seriousme/openapi-schema-validator';
      import Ajv from 'ajv';

      const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
      const http = await new Validator().validate(read('openapi.json'));
      const schema = read('node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json');
      const queues = new Ajv({ strict: false, validateFormats: false }).compile(schema);
      const valid = queues(read('asyncapi.json'));
      console.log(http.valid, valid, JSON.stringify(http.errors ?? queues.errors ?? ''));
      """;

  @Test
  void bothAreValid(@TempDir Path folder) throws Exception {
    for (String file : new String[] {"openapi.json", "asyncapi.json"}) {
      Files.writeString(folder.resolve(file), Description.source(file));
    }
    Files.writeString(folder.resolve("validate.mjs"), VALIDATE);
    ChildProcess.run(folder, INSTALL);
    assertEquals("true true \"\"", ChildProcess.run(folder, "node", "validate.mjs").strip());
  }
}
