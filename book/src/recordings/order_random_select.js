poolBook({"answers":["high, low, normal","high, normal, low","low, high, normal","low, normal, high","normal, high, low","normal, low, high"],"failing":70,"natural":"high, normal, low","ways":84});
