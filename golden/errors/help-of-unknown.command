help generat
