import { useRouter } from '@tanstack/react-router';
import type { MouseEvent } from 'react';

/** Props that make a VKUI component a link inside the app: a real address, without loading the page anew. */
export type LinkProps = { href: string; onClick: (event: MouseEvent) => void };

export function useLinkTo(): (href: string) => LinkProps {
  const router = useRouter();
  return (href) => ({
    href,
    onClick: (event) => {
      const elsewhere = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
      if (elsewhere || event.defaultPrevented) return;
      event.preventDefault();
      router.history.push(href);
    },
  });
}

/** Go to an address of the app, after something was done. */
export function useGo(): (href: string, options?: { replace?: boolean }) => void {
  const router = useRouter();
  return (href, { replace = false } = {}) => (replace ? router.history.replace(href) : router.history.push(href));
}
