package pagoda.http.internal.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ByteBudgetTest {
  @Test
  void aBudgetIsNeverExceeded() {
    ByteBudget budget = new ByteBudget(10);
    assertTrue(budget.take(7));
    assertFalse(budget.take(4));
    assertTrue(budget.take(3));
    budget.give(10);
    assertEquals(0, budget.used());
  }
}
