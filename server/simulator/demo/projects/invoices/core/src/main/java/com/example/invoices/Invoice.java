package com.example.invoices;

import java.math.BigDecimal;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** One invoice, as it is printed. */
public final class Invoice {
  private static final Logger LOG = LogManager.getLogger(Invoice.class);

  private final String customer;
  private final BigDecimal total;

  public Invoice(String customer, BigDecimal total) {
    this.customer = customer;
    this.total = total;
    LOG.info("Invoice for {}", customer);
  }

  public String line() {
    return customer + ": " + total.toPlainString();
  }
}
