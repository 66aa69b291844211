"""The registers of certification (sổ chứng thực): a number for each paper certified, without a gap, kept for ever."""
