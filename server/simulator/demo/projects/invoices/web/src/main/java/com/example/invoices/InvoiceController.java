package com.example.invoices;

import java.math.BigDecimal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class InvoiceController {
  @GetMapping("/preview")
  String preview(@RequestParam String customer, @RequestParam BigDecimal total) {
    return new Invoice(customer, total).line();
  }
}
