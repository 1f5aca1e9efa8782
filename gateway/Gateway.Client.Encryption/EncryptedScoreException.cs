namespace Gateway.Client.Encryption;

/// <summary>A question that cannot be asked, or an answer that cannot be opened. The message repeats no value and no id.</summary>
public sealed class EncryptedScoreException(string message, Exception? inner = null) : Exception(message, inner);
