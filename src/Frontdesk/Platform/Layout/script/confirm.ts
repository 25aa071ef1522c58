/** Asks in the page's own dialog, so that the question looks and reads like the rest. */
export function confirmInDialog(message: string, _form: HTMLFormElement, submitter: HTMLElement | null): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>('#confirm')
  if (!dialog) return Promise.resolve(window.confirm(message))
  dialog.querySelector('[data-confirm-message]')!.textContent = message
  dialog.querySelector('[data-confirm-yes]')!.textContent = submitter?.dataset.confirmLabel ?? submitter?.textContent?.trim() ?? 'Continue'
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise(resolve => dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true }))
}
